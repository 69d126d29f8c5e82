package io.poeem.ops.command;

import io.poeem.ops.console.Console;
import io.poeem.ops.run.Training;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code poeem train}: the job that never ends. */
@Command(
        name = "train",
        sortOptions = false,
        description = {
            "Trains on a topic of clicks and publishes versions, until Ctrl-C; takes up again where it stopped.",
            "The job is the same that 'flink run' submits to a cluster; here Flink runs in this process."
        })
public final class TrainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description =
                    "Kafka; goes before kafka.bootstrap of --set and --config (default: 127.0.0.1:9092, where 'poeem broker' listens).")
    private String bootstrap;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            defaultValue = "target/train",
            description = "Where checkpoints are kept; begun again from the newest one (default: ${DEFAULT-VALUE}).")
    private Path state;

    @Mixin
    private JobSettingsOptions job;

    @Override
    public Integer call() {
        Console console = Console.ofProcess(spec.commandLine().getOut());
        new Training(console).run(job.settings(), Optional.ofNullable(bootstrap), state);
        return 0;
    }
}
