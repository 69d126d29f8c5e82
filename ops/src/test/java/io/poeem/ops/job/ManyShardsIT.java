package io.poeem.ops.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.job.options.JobOptions;
import io.poeem.ops.broker.LocalBroker;
import io.poeem.schemas.Click;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Four shards give the same bytes at any parallelism, through failures, and across rescaling. */
class ManyShardsIT {

    private static final List<Click> CLICKS = SyntheticClicks.clicks(20_000);

    private static LocalBroker broker;
    private static JobCluster cluster;
    private static List<String> expected;

    @BeforeAll
    static void runOnce() throws Exception {
        broker = LocalBroker.start();
        cluster = new JobCluster();
        broker.createTopic("clicks", 4);
        broker.createTopic("items", 1);
        SyntheticClicks.send(broker.bootstrap(), "clicks", CLICKS);
        SyntheticClicks.sendItems(broker.bootstrap(), "items", SyntheticClicks.items());
        expected = replay("four", 4, Map.of());
        assertThat(expected).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
        broker.close();
    }

    @ParameterizedTest(name = "parallelism {0}")
    @ValueSource(ints = {1, 2, 4})
    void anyParallelismGivesTheSameVersions(int parallelism) throws Exception {
        assertThat(replay("parallelism-" + parallelism, parallelism, Map.of())).isEqualTo(expected);
    }

    @Test
    void subtasksOfSourceAndHistoryGiveTheSameVersions() throws Exception {
        Map<String, String> settings = Map.of("parallelism.source", "2", "parallelism.history", "2");
        assertThat(replay("sources", 2, settings)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "parallelism {0}")
    @ValueSource(ints = {1, 2, 4})
    void aTaskManagerKilledHalfWayGivesTheSameVersions(int parallelism) throws Exception {
        assertThat(killedHalfWay("killed-" + parallelism, parallelism, Map.of()))
                .isEqualTo(expected);
    }

    /** What merges by other rules: hidden layers with their updaters' state, and R by its summed gradient. */
    @Test
    void aTaskManagerKilledHalfWayGivesTheSameVersionsWithDenseTowersAndARotation() throws Exception {
        Map<String, String> settings = Map.of(
                "tower.layers",
                "16",
                "rotation.learn",
                "givens-greedy",
                "rotation.every",
                "8",
                "codebook.rule",
                "adagrad");
        List<String> undisturbed = replay("towers", 1, settings);
        assertThat(undisturbed).hasSameSizeAs(expected).doesNotContainAnyElementsOf(expected);
        assertThat(killedHalfWay("killed-towers", 4, settings)).isEqualTo(undisturbed);
    }

    /** Half of the clicks come after the kill, so that it strikes between versions, with rounds on their way. */
    private static List<String> killedHalfWay(String namespace, int parallelism, Map<String, String> settings)
            throws Exception {
        JobOptions options = growing(namespace, parallelism, settings);
        send(namespace, 0, 2);
        JobID job = cluster.submit(options);
        awaitVersions(options, 5);
        cluster.awaitCheckpoints(job, 2);
        cluster.killTaskManager();
        assertThat(PublishedVersions.announced(broker.bootstrap(), options))
                .as("versions when it was killed, of %d", expected.size())
                .isBetween(5, expected.size() - 5);
        send(namespace, 2, 4);
        assertThat(cluster.await(job)).as("restarts").isEqualTo(1);
        assertThat(cluster.restored(job)).as("checkpoints restored").isEqualTo(1);
        return PublishedVersions.hashes(broker.bootstrap(), options);
    }

    /** One subtask, then two, four, and one again, each from the savepoint of the one before. */
    @Test
    void rescalingFromSavepointToSavepointGivesTheSameVersions(@TempDir Path savepoints) throws Exception {
        JobOptions options = growing("rescaled", 1, Map.of());
        send("rescaled", 0, 1);
        JobID job = cluster.submit(options);
        int[] parallelisms = {2, 4, 1};
        for (int i = 0; i < parallelisms.length; i++) {
            awaitVersions(options, 5 + 5 * i);
            String savepoint = cluster.stopWithSavepoint(job, savepoints);
            send("rescaled", i + 1, i + 2);
            options = growing("rescaled", parallelisms[i], Map.of());
            job = cluster.submit(options, savepoint);
        }
        cluster.await(job);
        assertThat(PublishedVersions.hashes(broker.bootstrap(), options)).isEqualTo(expected);
    }

    private static void awaitVersions(JobOptions options, int least) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> PublishedVersions.announced(broker.bootstrap(), options) >= least);
    }

    /** A job over a topic of its own, which ends where the one of all clicks does, and is sent quarter by quarter. */
    private static JobOptions growing(String namespace, int parallelism, Map<String, String> settings)
            throws Exception {
        return options(namespace, parallelism, settings)
                .with("topic.clicks", namespace + "-clicks")
                .with("source.to-offsets", Records.endOffsets(broker.bootstrap(), "clicks"));
    }

    private static void send(String namespace, int fromQuarter, int toQuarter) throws Exception {
        String topic = namespace + "-clicks";
        if (fromQuarter == 0) {
            broker.createTopic(topic, 4);
        }
        int quarter = CLICKS.size() / 4;
        SyntheticClicks.send(broker.bootstrap(), topic, CLICKS.subList(fromQuarter * quarter, toQuarter * quarter));
    }

    private static List<String> replay(String namespace, int parallelism, Map<String, String> settings)
            throws Exception {
        JobOptions options = options(namespace, parallelism, settings);
        assertThat(cluster.await(cluster.submit(options))).as("restarts").isZero();
        return PublishedVersions.hashes(broker.bootstrap(), options);
    }

    private static JobOptions options(String namespace, int parallelism, Map<String, String> settings) {
        return SmallJob.options(broker.bootstrap(), namespace, settings)
                .with("shards", "4")
                .with("round.interval", "10 min")
                .with("parallelism.trainer", String.valueOf(parallelism));
    }
}
