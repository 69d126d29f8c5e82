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
        expected = replay("four", 4);
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
        assertThat(replay("parallelism-" + parallelism, parallelism)).isEqualTo(expected);
    }

    @Test
    void aTaskManagerKilledHalfWayGivesTheSameVersions() throws Exception {
        JobOptions options = growing("killed", 2);
        send("killed", 0, 2);
        JobID job = cluster.submit(options);
        awaitVersions(options, 5);
        cluster.awaitCheckpoints(job, 2);
        cluster.killTaskManager();
        send("killed", 2, 4);
        assertThat(cluster.await(job)).as("restarts").isEqualTo(1);
        assertThat(PublishedVersions.hashes(broker.bootstrap(), options)).isEqualTo(expected);
    }

    /** One subtask, then two, four, and one again, each from the savepoint of the one before. */
    @Test
    void rescalingFromSavepointToSavepointGivesTheSameVersions(@TempDir Path savepoints) throws Exception {
        JobOptions options = growing("rescaled", 1);
        send("rescaled", 0, 1);
        JobID job = cluster.submit(options);
        int[] parallelisms = {2, 4, 1};
        for (int i = 0; i < parallelisms.length; i++) {
            awaitVersions(options, 5 + 5 * i);
            String savepoint = cluster.stopWithSavepoint(job, savepoints);
            send("rescaled", i + 1, i + 2);
            options = growing("rescaled", parallelisms[i]);
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
    private static JobOptions growing(String namespace, int parallelism) throws Exception {
        return options(namespace, parallelism)
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

    private static List<String> replay(String namespace, int parallelism) throws Exception {
        JobOptions options = options(namespace, parallelism);
        assertThat(cluster.await(cluster.submit(options))).as("restarts").isZero();
        return PublishedVersions.hashes(broker.bootstrap(), options);
    }

    private static JobOptions options(String namespace, int parallelism) {
        return SmallJob.options(
                broker.bootstrap(),
                namespace,
                Map.of(
                        "shards", "4",
                        "round.interval", "10 min",
                        "parallelism.trainer", String.valueOf(parallelism)));
    }
}
