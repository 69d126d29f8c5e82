package io.poeem.ops.command;

import io.poeem.ops.console.Console;
import io.poeem.ops.csv.BadLine;
import io.poeem.ops.report.ReportFiles;
import io.poeem.ops.run.Experiment;
import io.poeem.ops.run.Outcome;
import io.poeem.ops.run.Plan;
import java.nio.file.Path;
import java.util.function.Consumer;

/** One replay, its report and its summary. */
record ReplayRun(Console console, Consumer<BadLine> bad) {

    /** @return whether all that was published was received, verified and served */
    boolean run(Plan plan, String title, Path directory) {
        Outcome outcome = new Experiment(console, bad).run(plan);
        ReportFiles.write(outcome.report(), title, directory);
        Summary.print(console, outcome.report());
        console.print("report      " + directory.resolve("report.html").toAbsolutePath());
        outcome.faults().forEach(fault -> console.say("poeem replay: " + fault));
        return outcome.faults().isEmpty();
    }
}
