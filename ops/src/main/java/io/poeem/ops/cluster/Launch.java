package io.poeem.ops.cluster;

import io.poeem.ops.broker.BrokerNode;
import io.poeem.ops.broker.BrokerStorage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command line of each of a cluster's processes. All run on the Java that runs this. */
final class Launch {

    private static final String SUPERVISOR_HEAP = "-Xmx256m";

    private final ClusterDirectory directory;
    private final ClusterSpec spec;

    Launch(ClusterDirectory directory, ClusterSpec spec) {
        this.directory = directory;
        this.spec = spec;
    }

    /** @param start counts the member's starts: a TaskManager that comes back must not be taken for the one that is gone */
    List<String> command(Member member, int start) {
        return switch (member.kind()) {
            case BROKER -> broker(member);
            case JOBMANAGER -> new FlinkLaunch(directory, spec).jobManager();
            case TASKMANAGER -> new FlinkLaunch(directory, spec).taskManager(member, start);
            case SUPERVISOR -> supervisor();
        };
    }

    private List<String> broker(Member member) {
        BrokerNode node = spec.brokers().get(member.number() - 1);
        Path settings = BrokerStorage.prepare(directory.broker(node.id()), node, spec.brokers(), spec.kafkaId());
        List<String> command = own(member, "-Xmx" + spec.brokerHeap() + "m");
        command.add("kafka.Kafka");
        command.add(settings.toString());
        return command;
    }

    /** In a session of its own where there is setsid: it outlives this command, and its terminal. */
    private List<String> supervisor() {
        List<String> command = own(Member.SUPERVISOR, SUPERVISOR_HEAP);
        command.add(Supervisor.class.getName());
        command.add(directory.root().toString());
        onPath("setsid").ifPresent(setsid -> command.add(0, setsid));
        return command;
    }

    /** A JVM of the command's classes. */
    private List<String> own(Member member, String heap) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.add(heap);
        command.add("-Dflink.level=WARN"); // which here only tells of its configuration
        command.addAll(logging(directory, directory.log(member)));
        command.add("-cp");
        command.add(ClusterImage.commandClassPath(directory.image()));
        return command;
    }

    static List<String> logging(ClusterDirectory directory, Path log) {
        return List.of(
                logFile(log),
                "-Dlog4j2.configurationFile="
                        + directory
                                .image()
                                .resolve("conf")
                                .resolve("log4j.properties")
                                .toUri());
    }

    /** By which {@link Strays} finds a process again. */
    static String logFile(Path log) {
        return "-Dlog.file=" + log;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Optional<String> onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String directory : path.split(File.pathSeparator)) {
            Path file = Path.of(directory).resolve(program);
            if (Files.isExecutable(file)) {
                return Optional.of(file.toString());
            }
        }
        return Optional.empty();
    }
}
