package io.poeem.ops.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.ops.broker.BrokerNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterPlanTest {

    @TempDir
    Path path;

    @Test
    void everyProcessGetsPortsOfItsOwn() {
        ClusterSpec spec = plan(2, 2, 3).spec(directory(), Optional.empty());
        IntStream flink = IntStream.of(spec.rpcPort(), spec.blobPort(), spec.restPort());
        IntStream kafka =
                spec.brokers().stream().flatMapToInt(broker -> IntStream.of(broker.port(), broker.controllerPort()));
        assertThat(IntStream.concat(flink, kafka)).hasSize(9).doesNotHaveDuplicates();
        assertThat(spec.brokers()).extracting(BrokerNode::id).containsExactly(1, 2, 3);
    }

    @Test
    void whatIsStartedAgainIsWhereItWas() {
        ClusterSpec before = plan(1, 1, 1).spec(directory(), Optional.empty());
        ClusterSpec after = plan(3, 4, 1).spec(directory(), Optional.of(before));
        assertThat(after.brokers()).isEqualTo(before.brokers());
        assertThat(after.kafkaId()).isEqualTo(before.kafkaId());
        assertThat(after.rest()).isEqualTo(before.rest());
        assertThat(after.taskmanagers()).isEqualTo(3);
        assertThat(after.slots()).isEqualTo(4);
    }

    @Test
    void checkpointsAndSavepointsStayWhereTheyWereUnlessSaid() {
        ClusterSpec before =
                plan(Optional.empty(), Optional.of(Path.of("/data"))).spec(directory(), Optional.empty());
        assertThat(before.checkpoints()).isEqualTo(Path.of("/data"));
        assertThat(before.savepoints()).isEqualTo(path.resolve("savepoints"));
        ClusterSpec again = plan(1, 1, 1).spec(directory(), Optional.of(before));
        assertThat(again.checkpoints()).isEqualTo(Path.of("/data"));
        ClusterSpec moved =
                plan(Optional.empty(), Optional.of(Path.of("/more"))).spec(directory(), Optional.of(again));
        assertThat(moved.checkpoints()).isEqualTo(Path.of("/more"));
    }

    @Test
    void anotherHostIsRefusedNotPassedOver() {
        ClusterSpec before = plan(1, 1, 1).spec(directory(), Optional.empty());
        assertThat(before.host()).isEqualTo("127.0.0.1");
        assertThatThrownBy(
                        () -> plan(Optional.of("127.0.0.2"), Optional.empty()).spec(directory(), Optional.of(before)))
                .isInstanceOf(ClusterException.class)
                .hasMessageContainingAll("--host is 127.0.0.2", "listens on 127.0.0.1", "--dir");
        assertThat(plan(Optional.of("127.0.0.1"), Optional.empty()).spec(directory(), Optional.of(before)))
                .isEqualTo(before);
    }

    @Test
    void brokersThatHoldTopicsCannotBecomeMore() {
        ClusterSpec before = plan(1, 1, 1).spec(directory(), Optional.empty());
        assertThatThrownBy(() -> plan(1, 1, 3).spec(directory(), Optional.of(before)))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("has 1 brokers")
                .hasMessageContaining("--dir");
    }

    @Test
    void numbersBeyondTheirLimitsAreRefused() {
        assertThatThrownBy(() -> plan(0, 2, 1)).hasMessage("--taskmanagers is 0, but must be 1 to 100");
        assertThatThrownBy(() -> plan(2, 101, 1)).hasMessage("--slots is 101, but must be 1 to 100");
        assertThatThrownBy(() -> plan(2, 2, 2)).hasMessageStartingWith("--brokers is 2, but must be 1 or 3");
    }

    @Test
    void settingsOfFlinkThatTheClusterMakesItselfAreRefused() {
        assertThatThrownBy(() -> new ClusterPlan(
                        1,
                        1,
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("rest.bind-port", "8081", "heartbeat.timeout", "9 s"),
                        256))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("--flink sets rest.bind-port", "leave it out");
    }

    @Test
    void aClusterConsistsOfBrokersAJobManagerAndTaskManagers() {
        Stream<String> names = plan(2, 1, 1).spec(directory(), Optional.empty()).members().stream()
                .map(Member::name);
        assertThat(names).containsExactly("broker-1", "jobmanager", "taskmanager-1", "taskmanager-2");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        ClusterSpec spec = plan(2, 2, 3).spec(directory(), Optional.empty());
        directory().make();
        JsonFile.write(directory().specFile(), spec);
        assertThat(directory().spec()).isEqualTo(spec);
    }

    @Test
    void whereNoClusterWasTheErrorNamesTheDirectoryAndTheCommand() {
        assertThatThrownBy(() -> directory().spec())
                .hasMessageContaining(path.toString())
                .hasMessageContaining("poeem cluster up");
    }

    private ClusterDirectory directory() {
        return new ClusterDirectory(path);
    }

    private static ClusterPlan plan(int taskmanagers, int slots, int brokers) {
        return plan(taskmanagers, slots, brokers, Optional.empty(), Optional.empty());
    }

    private static ClusterPlan plan(Optional<String> host, Optional<Path> checkpoints) {
        return plan(1, 1, 1, host, checkpoints);
    }

    private static ClusterPlan plan(
            int taskmanagers, int slots, int brokers, Optional<String> host, Optional<Path> checkpoints) {
        return new ClusterPlan(
                taskmanagers,
                slots,
                brokers,
                host,
                Optional.empty(),
                checkpoints,
                Optional.empty(),
                Map.of("heartbeat.timeout", "9 s"),
                256);
    }
}
