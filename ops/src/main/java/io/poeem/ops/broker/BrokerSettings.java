package io.poeem.ops.broker;

import java.nio.file.Path;
import java.util.Properties;

/** What a single broker on one machine is configured with: everything on loopback, one replica, nothing ever expires. */
final class BrokerSettings {

    /** Largest record batch that the broker takes, in bytes: far above a version's chunks. */
    static final int MESSAGE_MAX_BYTES = 32 * 1024 * 1024;

    static final String HOST = "127.0.0.1";

    private BrokerSettings() {}

    /**
     * @param data where the logs live
     * @param port of the clients' listener
     * @param controllerPort of the quorum's listener
     */
    static Properties of(Path data, int port, int controllerPort) {
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", "1");
        p.setProperty("controller.quorum.voters", "1@" + HOST + ":" + controllerPort);
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("inter.broker.listener.name", "PLAINTEXT");
        p.setProperty("listeners", "PLAINTEXT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
        p.setProperty("log.dirs", data.toAbsolutePath().toString());

        p.setProperty("message.max.bytes", Integer.toString(MESSAGE_MAX_BYTES));
        p.setProperty("replica.fetch.max.bytes", Integer.toString(MESSAGE_MAX_BYTES));
        p.setProperty("log.retention.ms", "-1");
        p.setProperty("log.retention.bytes", "-1");
        // A click of a clock that is years ahead is the job's to reject, alone; the broker would refuse its whole
        // batch.
        p.setProperty("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
        p.setProperty("auto.create.topics.enable", "false");

        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("offsets.topic.num.partitions", "4");
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("transaction.state.log.num.partitions", "4");
        p.setProperty("share.coordinator.state.topic.replication.factor", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");
        p.setProperty("group.initial.rebalance.delay.ms", "0");

        // A small machine: threads and the cleaner's buffer (128 MB by default) as little as one client needs.
        p.setProperty("num.network.threads", "2");
        p.setProperty("num.io.threads", "4");
        p.setProperty("background.threads", "2");
        p.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
        return p;
    }
}
