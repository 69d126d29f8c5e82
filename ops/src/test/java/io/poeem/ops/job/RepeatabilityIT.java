package io.poeem.ops.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.job.options.JobOptions;
import io.poeem.ops.broker.LocalBroker;
import io.poeem.schemas.Click;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same topic and the same options give the same bytes: at any parallelism, with any cache, through failures. */
class RepeatabilityIT {

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
        expected = replay("first", Map.of());
        assertThat(expected).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
        broker.close();
    }

    @Test
    void aSecondReplayGivesTheSameVersions() throws Exception {
        assertThat(replay("second", Map.of())).isEqualTo(expected);
    }

    @Test
    void twoSubtasksOfSourceAndHistoryGiveTheSameVersions() throws Exception {
        assertThat(replay("parallel", Map.of("parallelism.source", "2", "parallelism.history", "2")))
                .isEqualTo(expected);
    }

    @Test
    void aCacheOfAThousandRowsAndTenUsersGivesTheSameVersions() throws Exception {
        JobOptions options = options("small-cache", Map.of("cache.rows", "1000", "cache.users", "10"));
        assertThat(cluster.await(cluster.submit(options))).as("restarts").isZero();
        assertThat(PublishedVersions.hashes(broker.bootstrap(), options)).isEqualTo(expected);
        Map<String, Long> counts = PublishedVersions.counts(broker.bootstrap(), options);
        assertThat(counts.get("item_rows"))
                .as("rows that the cache cannot hold")
                .isGreaterThan(2_000);
        assertThat(counts.get("token_rows"))
                .as("rows that the cache cannot hold")
                .isGreaterThan(2_000);
    }

    @Test
    void aTaskManagerKilledHalfWayGivesTheSameVersions() throws Exception {
        assertThat(killedHalfWay("killed", Map.of())).isEqualTo(expected);
    }

    @Test
    void aTaskManagerKilledHalfWayGivesTheSameVersionsWithDenseTowers() throws Exception {
        Map<String, String> towers = Map.of("tower.layers", "16");
        List<String> undisturbed = replay("towers", towers);
        assertThat(undisturbed).hasSameSizeAs(expected).doesNotContainAnyElementsOf(expected);
        assertThat(killedHalfWay("killed-towers", towers)).isEqualTo(undisturbed);
    }

    /**
     * Half of the clicks come after the kill, so that it strikes between versions; what is restored has codebooks,
     * published rows and a chain of manifests to go on with.
     */
    private static List<String> killedHalfWay(String namespace, Map<String, String> settings) throws Exception {
        String topic = namespace + "-clicks";
        broker.createTopic(topic, 4);
        SyntheticClicks.send(broker.bootstrap(), topic, CLICKS.subList(0, CLICKS.size() / 2));
        JobOptions options = options(namespace, settings)
                .with("topic.clicks", topic)
                .with("source.to-offsets", Records.endOffsets(broker.bootstrap(), "clicks"))
                .with("parallelism.source", "2")
                .with("parallelism.history", "2");
        JobID job = cluster.submit(options);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> PublishedVersions.announced(broker.bootstrap(), options) >= 5);
        cluster.awaitCheckpoints(job, 2);
        cluster.killTaskManager();
        assertThat(PublishedVersions.announced(broker.bootstrap(), options))
                .as("versions when it was killed, of %d", expected.size())
                .isBetween(5, expected.size() - 5);
        SyntheticClicks.send(broker.bootstrap(), topic, CLICKS.subList(CLICKS.size() / 2, CLICKS.size()));
        assertThat(cluster.await(job)).as("restarts").isEqualTo(1);
        assertThat(cluster.restored(job)).as("checkpoints restored").isEqualTo(1);
        return PublishedVersions.hashes(broker.bootstrap(), options);
    }

    private static List<String> replay(String namespace, Map<String, String> settings) throws Exception {
        JobOptions options = options(namespace, settings);
        assertThat(cluster.await(cluster.submit(options))).as("restarts").isZero();
        return PublishedVersions.hashes(broker.bootstrap(), options);
    }

    private static JobOptions options(String namespace, Map<String, String> settings) {
        return SmallJob.options(broker.bootstrap(), namespace, settings);
    }
}
