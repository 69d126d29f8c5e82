package io.poeem.ops.command;

import io.poeem.ops.compare.Comparison;
import io.poeem.ops.compare.ComparisonFiles;
import io.poeem.ops.compare.ComparisonTable;
import io.poeem.ops.compare.RunReports;
import io.poeem.ops.console.Console;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code poeem compare}: runs side by side. */
@Command(
        name = "compare",
        sortOptions = false,
        description = {
            "Puts the reports of runs side by side: a table, and a page with their curves over each other.",
            "Settings that do not differ are left out; what a report does not hold is –."
        })
public final class CompareCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Parameters(
            arity = "1..*",
            paramLabel = "DIR",
            description = "Directories that replay or demo has written; of a sweep's all runs.")
    private List<Path> directories;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the page goes (default: no page).")
    private Path out;

    @Option(names = "--all", description = "Every figure, not only the main ones.")
    private boolean all;

    @Option(names = "--json", description = "Everything as JSON instead of the table.")
    private boolean json;

    @Override
    public Integer call() {
        Console console = Console.ofProcess(spec.commandLine().getOut());
        Comparison comparison = Comparison.of(RunReports.in(directories));
        if (json) {
            console.print(ComparisonFiles.json(comparison));
        } else {
            ComparisonTable.lines(comparison, all).forEach(console::print);
        }
        if (out != null) {
            ComparisonFiles.page(comparison, "Comparison", out);
            console.say("page        " + out.toAbsolutePath());
        }
        return 0;
    }
}
