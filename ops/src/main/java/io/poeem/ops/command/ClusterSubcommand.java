package io.poeem.ops.command;

import io.poeem.ops.console.Console;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the subcommands of {@code poeem cluster} have in common: which cluster. */
abstract class ClusterSubcommand implements Callable<Integer> {

    /** A cluster's directory, unless another one is named. */
    static final String DIRECTORY = "target/cluster";

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = DIRECTORY,
            description = "The cluster's directory (default: ${DEFAULT-VALUE}).")
    private Path directory;

    abstract void run(Console console) throws InterruptedException;

    @Override
    public final Integer call() throws InterruptedException {
        run(Console.ofProcess(spec.commandLine().getOut()));
        return 0;
    }

    final Path directory() {
        return directory;
    }

    final CommandSpec spec() {
        return spec;
    }
}
