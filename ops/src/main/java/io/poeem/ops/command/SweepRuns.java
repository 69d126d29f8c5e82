package io.poeem.ops.command;

import io.poeem.ops.compare.Comparison;
import io.poeem.ops.compare.ComparisonFiles;
import io.poeem.ops.compare.ComparisonTable;
import io.poeem.ops.compare.RunReports;
import io.poeem.ops.console.Console;
import io.poeem.ops.csv.BadLine;
import io.poeem.ops.run.Experiment;
import io.poeem.ops.run.Namespace;
import io.poeem.ops.run.Plan;
import io.poeem.ops.run.Sweep;
import io.poeem.ops.run.Sweep.Point;
import io.poeem.ops.run.SweepClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The runs of a sweep, one after the other, each in a directory of its own, and then their comparison. */
final class SweepRuns {

    private final Console console;
    private final Consumer<BadLine> bad;
    private final Plan plan;
    private final String title;
    private final Path directory;

    /**
     * @param bad hears of the input's bad lines once
     * @param plan of which every run has the input, and to whose settings it adds its own
     */
    SweepRuns(Console console, Consumer<BadLine> bad, Plan plan, String title, Path directory) {
        this.console = console;
        this.bad = bad;
        this.plan = plan;
        this.title = title;
        this.directory = directory;
    }

    /**
     * A run that fails is named, and does not keep the others from running.
     *
     * @return whether all went well
     * @throws io.poeem.job.options.OptionException before the first run, for a setting that one of them could not use
     */
    boolean run(Sweep sweep) {
        List<Point> points = sweep.points();
        points.forEach(point -> Experiment.check(planOf(point)));
        SweepClock clock = new SweepClock(points.size(), System::nanoTime);
        List<Path> done = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (Point point : points) {
            console.say("");
            console.say(clock.place() + ": " + point.name());
            Path own = directory.resolve(point.name());
            Consumer<BadLine> hearing = point.equals(points.get(0)) ? bad : line -> {};
            try {
                if (!new ReplayRun(console, hearing).run(planOf(point), title + ": " + point.name(), own)) {
                    failed.add(point.name() + ": what was published was not all served");
                }
                done.add(own);
            } catch (RuntimeException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                failed.add(point.name() + ": " + e.getMessage());
                console.say("poeem replay: " + point.name() + " failed: " + e.getMessage());
            }
            clock.ended();
        }
        compare(done);
        failed.forEach(run -> console.say("poeem replay: failed: " + run));
        return failed.isEmpty();
    }

    private void compare(List<Path> done) {
        if (done.isEmpty()) {
            return;
        }
        Comparison comparison = Comparison.of(RunReports.in(done));
        console.print("");
        ComparisonTable.lines(comparison, false).forEach(console::print);
        Path page = directory.resolve("compare.html");
        ComparisonFiles.page(comparison, title, page);
        console.print("comparison  " + page.toAbsolutePath());
    }

    private Plan planOf(Point point) {
        String name = plan.name().map(own -> own + " ").orElse("") + point.name();
        String purpose = plan.name().map(own -> "replay-" + own).orElse("replay");
        return plan.as(
                Optional.of(name),
                Namespace.fresh(purpose, System.currentTimeMillis()),
                plan.settings().and(point.assignments()));
    }
}
