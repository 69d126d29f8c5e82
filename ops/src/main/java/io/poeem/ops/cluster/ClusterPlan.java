package io.poeem.ops.cluster;

import io.poeem.ops.broker.BrokerNode;
import io.poeem.ops.broker.BrokerStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of a cluster that is to start; ports it gets from the machine, and keeps.
 *
 * @param taskmanagers at least 1
 * @param slots of each TaskManager, at least 1
 * @param brokers 1 or 3
 * @param host that Flink's processes bind to
 * @param brokerHost that brokers bind to
 * @param checkpoints directory; without one, in the cluster's
 * @param savepoints directory; without one, in the cluster's
 * @param flink further settings of Flink
 * @param brokerHeap MB
 */
public record ClusterPlan(
        int taskmanagers,
        int slots,
        int brokers,
        String host,
        String brokerHost,
        Optional<Path> checkpoints,
        Optional<Path> savepoints,
        Map<String, String> flink,
        int brokerHeap) {

    private static final int JOBMANAGER_PORTS = 3;

    public ClusterPlan {
        check("taskmanagers", taskmanagers, taskmanagers >= 1 && taskmanagers <= 100, "1 to 100");
        check("slots", slots, slots >= 1 && slots <= 100, "1 to 100");
        check("brokers", brokers, brokers == 1 || brokers == 3, "1 or 3: two would stop when one does");
        check("broker-heap", brokerHeap, brokerHeap >= 128, "128 MB or more");
        flink = Map.copyOf(flink);
    }

    /**
     * @param before what the directory's cluster was, whose addresses and brokers it keeps
     * @throws ClusterException when it cannot become this one
     */
    ClusterSpec spec(ClusterDirectory directory, Optional<ClusterSpec> before) {
        ClusterSpec places = before.orElseGet(() -> somewhere());
        if (places.brokers().size() != brokers) {
            throw new ClusterException("The cluster in " + directory.root() + " has "
                    + places.brokers().size() + " brokers, whose topics lie on them, and cannot have " + brokers
                    + "; begin anew in another --dir, or delete it with 'poeem cluster down --delete'");
        }
        return new ClusterSpec(
                taskmanagers,
                slots,
                places.host(),
                places.rpcPort(),
                places.blobPort(),
                places.restPort(),
                places.brokers(),
                places.kafkaId(),
                absolute(checkpoints.orElse(directory.root().resolve("checkpoints"))),
                absolute(savepoints.orElse(directory.root().resolve("savepoints"))),
                flink,
                brokerHeap);
    }

    private ClusterSpec somewhere() {
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
                Path.of(""),
                Path.of(""),
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
