package io.poeem.ops;

import io.poeem.ops.command.BenchCommand;
import io.poeem.ops.command.BrokerCommand;
import io.poeem.ops.command.ClusterCommand;
import io.poeem.ops.command.CompareCommand;
import io.poeem.ops.command.DemoCommand;
import io.poeem.ops.command.ExperimentCommand;
import io.poeem.ops.command.ExportCommand;
import io.poeem.ops.command.ProduceCommand;
import io.poeem.ops.command.ReplayCommand;
import io.poeem.ops.command.ReshardCommand;
import io.poeem.ops.command.SearchCommand;
import io.poeem.ops.command.ServeCommand;
import io.poeem.ops.command.TrainCommand;
import io.poeem.ops.command.VersionsCommand;
import io.poeem.ops.console.Interrupt;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code poeem} command: each thing it can do is a subcommand. */
@Command(
        name = "poeem",
        description = "Learns embeddings and their index from a stream of clicks, and serves them.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            BrokerCommand.class,
            ProduceCommand.class,
            TrainCommand.class,
            ReplayCommand.class,
            CompareCommand.class,
            ExperimentCommand.class,
            SearchCommand.class,
            ServeCommand.class,
            ExportCommand.class,
            VersionsCommand.class,
            ClusterCommand.class,
            ReshardCommand.class,
            BenchCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Exit status: 0 done, 1 failed, 2 wrong command line, 130 stopped by Ctrl-C.",
            "First steps: poeem demo",
            "Every command: poeem COMMAND --help"
        })
public final class Poeem implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "When something fails, show where in the program.")
    private boolean verbose;

    /**
     * Runs one subcommand; the exit status is 0 for success, 1 for a failure, 2 for a wrong command line.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        int status;
        try (Interrupt interrupt = Interrupt.install()) {
            status = commandLine().execute(args);
        }
        System.exit(status);
    }

    static CommandLine commandLine() {
        Poeem poeem = new Poeem();
        return new CommandLine(poeem)
                .setUsageHelpWidth(100)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new WrongCommandLine())
                .setExecutionExceptionHandler(new Failures(() -> poeem.verbose));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }
}
