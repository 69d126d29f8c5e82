package io.poeem.ops.command;

import io.poeem.ops.cluster.Cluster;
import io.poeem.ops.cluster.ClusterPlan;
import io.poeem.ops.console.Console;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code poeem cluster up}. */
@Command(
        name = "up",
        sortOptions = false,
        description = {
            "Starts brokers, a JobManager, TaskManagers and a supervisor, which starts again what dies.",
            "They go on when the command has ended, until 'poeem cluster down'. In a directory that had a cluster, its"
                    + " topics, its ports and its job are taken up again."
        })
public final class ClusterUp extends ClusterSubcommand {

    @Option(
            names = "--taskmanagers",
            paramLabel = "N",
            defaultValue = "2",
            description = "TaskManagers (default: ${DEFAULT-VALUE}).")
    private int taskmanagers;

    @Option(
            names = "--slots",
            paramLabel = "N",
            defaultValue = "2",
            description = "Slots of each TaskManager (default: ${DEFAULT-VALUE}).")
    private int slots;

    @Option(
            names = "--brokers",
            paramLabel = "N",
            defaultValue = "1",
            description = "Brokers, 1 or 3; of 3, topics survive the loss of one (default: ${DEFAULT-VALUE}).")
    private int brokers;

    @Option(
            names = "--taskmanager-memory",
            paramLabel = "SIZE",
            description = "Memory of each TaskManager's process, such as 2g (default: as image/conf/config.yaml says).")
    private String taskManagerMemory;

    @Option(
            names = "--jobmanager-memory",
            paramLabel = "SIZE",
            description = "Memory of the JobManager's process (default: as image/conf/config.yaml says).")
    private String jobManagerMemory;

    @Option(
            names = "--broker-heap",
            paramLabel = "MB",
            defaultValue = "384",
            description = "Heap of each broker (default: ${DEFAULT-VALUE}).")
    private int brokerHeap;

    @Option(
            names = "--flink",
            paramLabel = "KEY=VALUE",
            description = "Sets an option of Flink, such as heartbeat.timeout=10s; may be repeated.")
    private Map<String, String> flink = new LinkedHashMap<>();

    @Option(
            names = "--checkpoints",
            paramLabel = "DIR",
            description = "Where checkpoints go (default: where they went, at first checkpoints in --dir).")
    private Path checkpoints;

    @Option(
            names = "--savepoints",
            paramLabel = "DIR",
            description = "Where savepoints go (default: where they went, at first savepoints in --dir).")
    private Path savepoints;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description =
                    "Where Flink listens; nobody is asked for a password (default: where it did, at first 127.0.0.1).")
    private String host;

    @Option(
            names = "--broker-host",
            paramLabel = "ADDRESS",
            description = "Where the brokers listen (default: where they did, at first 127.0.0.1).")
    private String brokerHost;

    @Mixin
    private TimeoutOption timeout;

    @Override
    void run(Console console) throws InterruptedException {
        ClusterPlan plan = Options.usage(spec(), this::plan);
        Cluster.Addresses at = new Cluster(directory()).up(plan, timeout.seconds(), console::say);
        console.print("Kafka at " + at.kafka());
        console.print("Flink at " + at.rest());
        console.print("logs in " + at.directory().resolve("logs"));
        String dir = directory().equals(Path.of(DIRECTORY)) ? "" : " --dir " + directory();
        console.say("Next: poeem cluster submit%s", dir);
        console.say("      poeem produce --bootstrap %s --input clicks.csv", at.kafka());
        console.say("      poeem cluster down%s", dir);
    }

    private ClusterPlan plan() {
        Map<String, String> settings = new LinkedHashMap<>(flink);
        if (taskManagerMemory != null) {
            settings.put("taskmanager.memory.process.size", taskManagerMemory);
        }
        if (jobManagerMemory != null) {
            settings.put("jobmanager.memory.process.size", jobManagerMemory);
        }
        return new ClusterPlan(
                taskmanagers,
                slots,
                brokers,
                Optional.ofNullable(host),
                Optional.ofNullable(brokerHost),
                Optional.ofNullable(checkpoints),
                Optional.ofNullable(savepoints),
                settings,
                brokerHeap);
    }
}
