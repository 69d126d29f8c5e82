package io.poeem.ops.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/** What brokers on one machine are configured with: small, and nothing ever expires. */
final class BrokerSettings {

    /** Largest record batch that the broker takes, in bytes: far above a version's chunks. */
    static final int MESSAGE_MAX_BYTES = 32 * 1024 * 1024;

    static final String HOST = "127.0.0.1";

    private static final int REPLICAS = 3;

    private BrokerSettings() {}

    /**
     * @param data where the logs live
     * @param port of the clients' listener
     * @param controllerPort of the quorum's listener
     */
    static Properties of(Path data, int port, int controllerPort) {
        BrokerNode alone = new BrokerNode(1, HOST, port, controllerPort);
        return of(data, alone, List.of(alone));
    }

    /**
     * One of several: as many replicas as there are brokers, at most {@value #REPLICAS}, of which one may be away.
     *
     * @param all every broker of the cluster, each of them a voter
     */
    static Properties of(Path data, BrokerNode node, List<BrokerNode> all) {
        String replicas = Integer.toString(Math.min(REPLICAS, all.size()));
        String insync = all.size() >= REPLICAS ? "2" : "1";
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", Integer.toString(node.id()));
        p.setProperty(
                "controller.quorum.voters", all.stream().map(BrokerNode::voter).collect(Collectors.joining(",")));
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("inter.broker.listener.name", "PLAINTEXT");
        p.setProperty(
                "listeners",
                "PLAINTEXT://" + node.bootstrap() + ",CONTROLLER://" + node.host() + ":" + node.controllerPort());
        p.setProperty("log.dirs", data.toAbsolutePath().toString());
        p.setProperty("default.replication.factor", replicas);
        p.setProperty("min.insync.replicas", insync);

        p.setProperty("message.max.bytes", Integer.toString(MESSAGE_MAX_BYTES));
        p.setProperty("replica.fetch.max.bytes", Integer.toString(MESSAGE_MAX_BYTES));
        p.setProperty("log.retention.ms", "-1");
        p.setProperty("log.retention.bytes", "-1");
        // A click of a clock that is years ahead is the job's to reject, alone; the broker would refuse its whole
        // batch.
        p.setProperty("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
        p.setProperty("auto.create.topics.enable", "false");

        p.setProperty("offsets.topic.replication.factor", replicas);
        p.setProperty("offsets.topic.num.partitions", "4");
        p.setProperty("transaction.state.log.replication.factor", replicas);
        p.setProperty("transaction.state.log.min.isr", insync);
        p.setProperty("transaction.state.log.num.partitions", "4");
        p.setProperty("share.coordinator.state.topic.replication.factor", replicas);
        p.setProperty("share.coordinator.state.topic.min.isr", insync);
        p.setProperty("group.initial.rebalance.delay.ms", "0");

        // A small machine: threads and the cleaner's buffer (128 MB by default) as little as one client needs.
        p.setProperty("num.network.threads", "2");
        p.setProperty("num.io.threads", "4");
        p.setProperty("background.threads", "2");
        p.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
        return p;
    }
}
