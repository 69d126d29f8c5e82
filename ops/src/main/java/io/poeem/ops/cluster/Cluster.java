package io.poeem.ops.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.poeem.ops.broker.BrokerNode;
import io.poeem.ops.broker.Directories;
import io.poeem.ops.checkpoint.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A cluster's beginning and end. */
public final class Cluster {

    private static final long TICK_MILLIS = 200;
    private static final long SUPERVISOR_SECONDS = 90;

    private final ClusterDirectory directory;
    private final Processes processes;

    public Cluster(Path directory) {
        this.directory = new ClusterDirectory(directory);
        this.processes = new Processes(this.directory);
    }

    /** Where a cluster that runs is asked. */
    public record Addresses(String kafka, String rest, Path directory) {}

    /**
     * Starts a cluster whose processes outlive this one; returns when the brokers answer and all TaskManagers are there. When it
     * fails, or the thread is interrupted, nothing of it goes on running.
     *
     * @param say told from time to time what is waited for
     * @throws ClusterException when one runs in the directory already, or it does not start in time
     */
    public Addresses up(ClusterPlan plan, long seconds, Consumer<String> say) throws InterruptedException {
        Location.of(directory.root());
        directory.requireNothingElse();
        directory.makeRoot();
        try (LockFile alone = alone()) {
            if (processes.lives(Member.SUPERVISOR) || LockFile.isTaken(directory.supervisorLock())) {
                throw new ClusterException("A cluster is running in " + directory.root()
                        + "; end it with 'poeem cluster down', or give this one another --dir");
            }
            ClusterSpec spec = prepare(plan);
            start(spec, seconds, say);
            return new Addresses(spec.bootstrap(), spec.rest(), directory.root());
        }
    }

    /** All that has to be there before the supervisor starts. */
    private ClusterSpec prepare(ClusterPlan plan) throws InterruptedException {
        Optional<ClusterSpec> before = directory.findSpec();
        ClusterSpec spec = plan.spec(directory, before);
        List.of(spec.checkpoints(), spec.savepoints()).forEach(Location::of);
        Path built = ClusterImage.built();
        directory.make();
        if (before.isPresent()) {
            Supervisor.endAll(processes, before.get()); // what a supervisor that was killed left
        }
        checkPorts(spec);
        ClusterImage.install(built, directory.image());
        ClusterImage.installCommand(directory.image());
        FlinkConf.add(directory.image().resolve("conf"), spec.flink());
        checkMemory(spec);
        JsonFile.write(directory.specFile(), spec);
        return spec;
    }

    private void start(ClusterSpec spec, long seconds, Consumer<String> say) throws InterruptedException {
        boolean up = false;
        try {
            List<String> command = new Launch(directory, spec).command(Member.SUPERVISOR, 1);
            await(spec, processes.begin(Member.SUPERVISOR, command), seconds, say);
            up = true;
        } finally {
            if (!up) {
                boolean interrupted = Thread.interrupted(); // ending has to wait, also after Ctrl-C
                end(spec);
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /**
     * Ends every process of the cluster and waits for them. Topics, checkpoints and the job's record stay: a cluster that
     * comes up here again goes on where this one was.
     */
    public void down() throws InterruptedException {
        ClusterSpec spec = directory.spec();
        try (LockFile alone = alone()) {
            end(spec);
        }
    }

    /**
     * Ends a cluster and deletes its directory with all that is in it.
     *
     * @throws ClusterException when there is none
     */
    public void delete() throws InterruptedException {
        ClusterSpec spec = directory.spec();
        try (LockFile alone = alone()) {
            end(spec);
            Directories.delete(directory.root());
        }
    }

    /** Two that bring one cluster up, or down, at once would end each other's processes. */
    private LockFile alone() {
        return LockFile.tryTake(directory.lock())
                .orElseThrow(() -> new ClusterException("'poeem cluster up' or 'down' is at work in " + directory.root()
                        + " already; let it end, or end it by Ctrl-C"));
    }

    private void end(ClusterSpec spec) throws InterruptedException {
        List<Member> supervisor = List.of(Member.SUPERVISOR);
        processes.adopt(supervisor); // it notes itself, but may only just have begun
        processes.stop(supervisor, SUPERVISOR_SECONDS); // which ends the others
        Supervisor.endAll(processes, spec); // unless it was not there to do so
        for (Member member : spec.members()) {
            Directories.delete(directory.temporary(member));
        }
    }

    /** A process that cannot begin would be started again and again. */
    private void checkMemory(ClusterSpec spec) {
        FlinkLaunch launch = new FlinkLaunch(directory, spec);
        try {
            launch.jobManager();
            launch.taskManager(new Member(Member.Kind.TASKMANAGER, 1), 1);
        } catch (IllegalConfigurationException | IllegalArgumentException e) {
            throw new ClusterException(
                    "Flink cannot run like this: " + e.getMessage()
                            + " See --taskmanager-memory, --jobmanager-memory and --flink",
                    e);
        }
    }

    private static void checkPorts(ClusterSpec spec) {
        Ports.check(spec.host(), spec.restPort(), "JobManager");
        Ports.check(spec.host(), spec.rpcPort(), "JobManager");
        Ports.check(spec.host(), spec.blobPort(), "JobManager");
        for (BrokerNode broker : spec.brokers()) {
            Ports.check(broker.host(), broker.port(), "broker");
            Ports.check(broker.host(), broker.controllerPort(), "broker");
        }
    }

    private void await(ClusterSpec spec, ProcessHandle supervisor, long seconds, Consumer<String> say)
            throws InterruptedException {
        FlinkRest rest = new FlinkRest(spec.rest());
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        String said = "";
        for (String missing = missing(spec, rest); !missing.isEmpty(); missing = missing(spec, rest)) {
            if (!missing.equals(said)) {
                say.accept("waiting for " + missing);
                said = missing;
            }
            if (!supervisor.isAlive()) {
                throw new ClusterException("The supervisor has ended: " + lastWords(Member.SUPERVISOR));
            }
            if (System.nanoTime() > deadline) {
                throw new ClusterException("After " + seconds + " s there still is no " + missing + "; see the logs in "
                        + directory.logs() + ", or allow more with --timeout");
            }
            TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
        }
    }

    /** What is not there yet; empty when all is. */
    private static String missing(ClusterSpec spec, FlinkRest rest) throws InterruptedException {
        try {
            JsonNode overview = rest.overview();
            if (overview.path("taskmanagers").asInt() < spec.taskmanagers()) {
                return "TaskManagers (" + spec.taskmanagers() + ")";
            }
        } catch (FlinkRest.Unreachable e) {
            return "JobManager at " + spec.rest();
        }
        return brokers(spec) < spec.brokers().size()
                ? "brokers (" + spec.brokers().size() + ")"
                : "";
    }

    private static int brokers(ClusterSpec spec) throws InterruptedException {
        Map<String, Object> client = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, spec.bootstrap());
        try (Admin admin = Admin.create(client)) {
            return admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).size();
        } catch (ExecutionException | TimeoutException e) {
            return 0;
        }
    }

    private String lastWords(Member member) {
        try {
            List<String> lines = Files.readAllLines(directory.out(member));
            return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
        } catch (IOException e) {
            return "it left no word";
        }
    }
}
