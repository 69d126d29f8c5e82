package io.poeem.ops.cluster;

import io.poeem.ops.broker.BrokerNode;
import io.poeem.ops.broker.BrokerStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of a cluster that is to start; ports it gets from the machine, and keeps.
 *
 * @param taskmanagers at least 1
 * @param slots of each TaskManager, at least 1
 * @param brokers 1 or 3
 * @param host that Flink's processes bind to; without one, where they were, at first loopback
 * @param brokerHost that brokers bind to; as above
 * @param checkpoints directory; without one, where they were, at first in the cluster's
 * @param savepoints directory; as above
 * @param flink further settings of Flink
 * @param brokerHeap MB
 */
public record ClusterPlan(
        int taskmanagers,
        int slots,
        int brokers,
        Optional<String> host,
        Optional<String> brokerHost,
        Optional<Path> checkpoints,
        Optional<Path> savepoints,
        Map<String, String> flink,
        int brokerHeap) {

    /** Settings of Flink that the cluster makes itself; without them it would not find what it started. */
    private static final Set<String> OWN = Set.of(
            "blob.server.port",
            "execution.checkpointing.dir",
            "execution.checkpointing.savepoint-dir",
            "jobmanager.archive.fs.dir",
            "jobmanager.bind-host",
            "jobmanager.rpc.address",
            "jobmanager.rpc.port",
            "rest.address",
            "rest.bind-address",
            "rest.bind-port",
            "rest.port",
            "state.checkpoints.dir",
            "state.savepoints.dir",
            "taskmanager.bind-host",
            "taskmanager.host",
            "taskmanager.resource-id");

    private static final int JOBMANAGER_PORTS = 3;
    private static final String LOOPBACK = "127.0.0.1";

    public ClusterPlan {
        check("taskmanagers", taskmanagers, taskmanagers >= 1 && taskmanagers <= 100, "1 to 100");
        check("slots", slots, slots >= 1 && slots <= 100, "1 to 100");
        check("brokers", brokers, brokers == 1 || brokers == 3, "1 or 3: two would stop when one does");
        check("broker-heap", brokerHeap, brokerHeap >= 128, "128 MB or more");
        flink = Map.copyOf(flink);
        flink.keySet().stream().filter(OWN::contains).sorted().findFirst().ifPresent(key -> {
            throw new IllegalArgumentException(
                    "--flink sets " + key
                            + ", which the cluster chooses itself; leave it out, or see --host, --checkpoints and --savepoints");
        });
    }

    /**
     * @param before what the directory's cluster was, whose addresses and brokers it keeps
     * @throws ClusterException when it cannot become this one
     */
    ClusterSpec spec(ClusterDirectory directory, Optional<ClusterSpec> before) {
        ClusterSpec places = before.orElseGet(() -> somewhere(directory));
        if (places.brokers().size() != brokers) {
            throw new ClusterException("The cluster in " + directory.root() + " has "
                    + places.brokers().size() + " brokers, whose topics lie on them, and cannot have " + brokers
                    + "; begin anew in another --dir, or delete it with 'poeem cluster down --delete'");
        }
        checkHost("--host", host, places.host(), directory);
        checkHost("--broker-host", brokerHost, places.brokers().get(0).host(), directory);
        return new ClusterSpec(
                taskmanagers,
                slots,
                places.host(),
                places.rpcPort(),
                places.blobPort(),
                places.restPort(),
                places.brokers(),
                places.kafkaId(),
                absolute(checkpoints.orElse(places.checkpoints())),
                absolute(savepoints.orElse(places.savepoints())),
                flink,
                brokerHeap);
    }

    /** Those who asked it once ask the same address again, and topics are known by it. */
    private static void checkHost(String option, Optional<String> asked, String is, ClusterDirectory directory) {
        asked.filter(host -> !host.equals(is)).ifPresent(host -> {
            throw new ClusterException(option + " is " + host + ", but the cluster in " + directory.root()
                    + " listens on " + is + ", and keeps its addresses; leave it out, or begin anew in another --dir");
        });
    }

    private ClusterSpec somewhere(ClusterDirectory directory) {
        String host = this.host.orElse(LOOPBACK);
        String brokerHost = this.brokerHost.orElse(LOOPBACK);
        // Of one address together, lest two processes get one port.
        int forBrokers = 2 * brokers;
        boolean same = host.equals(brokerHost);
        List<Integer> all = new ArrayList<>(Ports.free(host, same ? JOBMANAGER_PORTS + forBrokers : JOBMANAGER_PORTS));
        if (!same) {
            all.addAll(Ports.free(brokerHost, forBrokers));
        }
        Iterator<Integer> ports = all.iterator();
        int rpc = ports.next();
        int blob = ports.next();
        int rest = ports.next();
        List<BrokerNode> nodes = new ArrayList<>();
        for (int id = 1; id <= brokers; id++) {
            nodes.add(new BrokerNode(id, brokerHost, ports.next(), ports.next()));
        }
        return new ClusterSpec(
                taskmanagers,
                slots,
                host,
                rpc,
                blob,
                rest,
                nodes,
                BrokerStorage.newClusterId(),
                directory.root().resolve("checkpoints"),
                directory.root().resolve("savepoints"),
                flink,
                brokerHeap);
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static void check(String name, int value, boolean holds, String limit) {
        if (!holds) {
            throw new IllegalArgumentException("--" + name + " is " + value + ", but must be " + limit);
        }
    }
}
