package io.poeem.ops.command;

import io.poeem.ops.broker.LocalBroker;
import io.poeem.ops.console.Console;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code poeem broker}: a Kafka for development, until Ctrl-C. */
@Command(
        name = "broker",
        sortOptions = false,
        description = {
            "Runs a local Kafka for development; Ctrl-C stops it cleanly.",
            "It listens on loopback only, and its topics keep their records for ever."
        })
public final class BrokerCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "target/broker",
            description = "Directory of its data; kept, and used again the next time (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "Port on 127.0.0.1; 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Override
    public Integer call() {
        Console console = Console.ofProcess(spec.commandLine().getOut());
        Options.check(spec, port >= 0 && port <= 65_535, "--port is " + port + ", but must be 0 to 65535");
        try (LocalBroker broker = LocalBroker.start(data, port)) {
            console.print("Kafka at " + broker.bootstrap() + ", data in " + data.toAbsolutePath());
            console.say("Ctrl-C stops it.");
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            console.say("The broker has stopped.");
        }
        return 0;
    }
}
