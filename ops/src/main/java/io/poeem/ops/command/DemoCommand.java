package io.poeem.ops.command;

import io.poeem.ops.console.Console;
import io.poeem.ops.csv.ItemRow;
import io.poeem.ops.demo.Demo;
import io.poeem.ops.demo.MovieTweetings;
import io.poeem.ops.demo.Samples;
import io.poeem.ops.report.ReportFiles;
import io.poeem.ops.run.Outcome;
import io.poeem.searcher.Searcher;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code poeem demo}: everything, on real events, in a few minutes. */
@Command(
        name = "demo",
        sortOptions = false,
        description = {
            "Shows the whole way of a click on 141,695 real film ratings (MovieTweetings, 2013), evaluated, with plots.",
            "A Kafka and a Flink in this process, training, a version for each day of the log, a live searcher that follows.",
            "Writes report.json and report.html. Takes about two minutes on two cores."
        })
public final class DemoCommand implements Callable<Integer> {

    private static final int SAMPLES = 10;
    private static final int WATCHED = 3;
    private static final int RECOMMENDED = 3;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the report goes (default: target/demo of the project).")
    private Path out;

    @Mixin
    private JobSettingsOptions job;

    @Override
    public Integer call() {
        Console console = Console.ofProcess(spec.commandLine().getOut());
        Path directory = out != null ? out : Path.of(System.getProperty("poeem.home", "."), "target", "demo");
        Outcome outcome = Demo.run(console, job.settings());
        ReportFiles.write(outcome.report(), "Poeem demo: MovieTweetings", directory);
        Summary.print(console, outcome.report());
        outcome.last().ifPresent(searcher -> samples(console, outcome, searcher));
        console.print(
                "report: %s", directory.resolve("report.html").toAbsolutePath().normalize());
        outcome.faults().forEach(fault -> console.say("poeem demo: %s", fault));
        return outcome.faults().isEmpty() ? 0 : 1;
    }

    private static void samples(Console console, Outcome outcome, Searcher searcher) {
        List<Samples.Sample> samples = Samples.of(outcome.log(), searcher, titles(), SAMPLES, RECOMMENDED);
        console.print("who rated …  →  is offered");
        for (Samples.Sample sample : samples) {
            List<String> watched = sample.watched();
            List<String> newest = watched.subList(Math.max(0, watched.size() - WATCHED), watched.size());
            console.print("  %s  →  %s", String.join(" · ", newest), String.join(" · ", sample.recommended()));
        }
        console.print("");
    }

    private static Map<String, String> titles() {
        Map<String, String> titles = new HashMap<>();
        try (MovieTweetings bundle = MovieTweetings.open()) {
            for (ItemRow film : bundle.input().catalogue().orElseThrow().items()) {
                titles.put(film.id(), film.title());
            }
        }
        return titles;
    }
}
