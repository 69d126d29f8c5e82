package io.poeem.ops.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.job.options.JobOptions;
import io.poeem.ops.broker.LocalBroker;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same topic and the same options give the same bytes: at any parallelism, with any cache, through failures. */
class RepeatabilityIT {

    private static final int CLICKS = 20_000;

    /** One small batch of records per fetch: slow enough for checkpoints to complete on the way. */
    private static final Map<String, String> SLOWLY = Map.of(
            "parallelism.source", "2",
            "parallelism.history", "2",
            "kafka.source.fetch.max.bytes", "1",
            "kafka.source.max.partition.fetch.bytes", "1");

    private static LocalBroker broker;
    private static JobCluster cluster;
    private static List<String> expected;

    @BeforeAll
    static void runOnce() throws Exception {
        broker = LocalBroker.start();
        cluster = new JobCluster();
        broker.createTopic("clicks", 4);
        broker.createTopic("items", 1);
        SyntheticClicks.send(broker.bootstrap(), "clicks", SyntheticClicks.clicks(CLICKS));
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
        assertThat(replay("small-cache", Map.of("cache.rows", "1000", "cache.users", "10")))
                .isEqualTo(expected);
    }

    @Test
    void aTaskManagerKilledHalfWayGivesTheSameVersions() throws Exception {
        JobOptions options = options("killed", SLOWLY);
        JobID job = cluster.submit(options);
        cluster.killAfterCheckpoints(job, 2);
        assertThat(cluster.await(job)).as("restarts").isEqualTo(1);
        assertThat(cluster.restored(job)).as("checkpoints restored").isEqualTo(1);
        assertThat(PublishedVersions.hashes(broker.bootstrap(), options)).isEqualTo(expected);
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
