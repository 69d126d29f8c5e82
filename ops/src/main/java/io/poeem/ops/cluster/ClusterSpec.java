package io.poeem.ops.cluster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.poeem.ops.broker.BrokerNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.TaskManagerOptions;

/**
 * What a cluster consists of and where it listens. Kept in its directory, so that what is restarted is found where it was.
 *
 * @param slots of each TaskManager
 * @param host that Flink's processes bind to
 * @param rpcPort of the JobManager
 * @param blobPort of the JobManager
 * @param restPort of the JobManager, with the web page
 * @param kafkaId identity of the brokers' storage
 * @param checkpoints directory
 * @param savepoints directory
 * @param flink further settings of Flink, which go before all others ({@link FlinkConf})
 * @param brokerHeap of each broker's JVM, in MB
 */
record ClusterSpec(
        int taskmanagers,
        int slots,
        String host,
        int rpcPort,
        int blobPort,
        int restPort,
        List<BrokerNode> brokers,
        String kafkaId,
        Path checkpoints,
        Path savepoints,
        Map<String, String> flink,
        int brokerHeap) {

    ClusterSpec {
        brokers = List.copyOf(brokers);
        flink = Map.copyOf(flink);
    }

    /** Every process but the supervisor, in the order of starting. */
    List<Member> members() {
        List<Member> members = new ArrayList<>();
        brokers.forEach(broker -> members.add(new Member(Member.Kind.BROKER, broker.id())));
        members.add(Member.JOBMANAGER);
        for (int i = 1; i <= taskmanagers; i++) {
            members.add(new Member(Member.Kind.TASKMANAGER, i));
        }
        return members;
    }

    /** Of a TaskManager, as Flink takes it. */
    int slotsOfEach() {
        return Configuration.fromMap(flink).get(TaskManagerOptions.NUM_TASK_SLOTS, slots);
    }

    /** For {@code kafka.bootstrap}. */
    String bootstrap() {
        return brokers.stream().map(BrokerNode::bootstrap).collect(Collectors.joining(","));
    }

    /** Of the web page, and of what programs ask. */
    @JsonIgnore
    String rest() {
        return "http://" + host + ":" + restPort;
    }
}
