package io.poeem.ops.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.job.options.JobOptions;
import io.poeem.ops.broker.LocalBroker;
import io.poeem.schemas.Click;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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

    private static List<String> replay(String namespace, int parallelism) throws Exception {
        JobOptions options = options(namespace, parallelism, Map.of());
        assertThat(cluster.await(cluster.submit(options))).as("restarts").isZero();
        return PublishedVersions.hashes(broker.bootstrap(), options);
    }

    private static JobOptions options(String namespace, int parallelism, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "shards", "4",
                "round.interval", "10 min",
                "parallelism.trainer", String.valueOf(parallelism)));
        all.putAll(settings);
        return SmallJob.options(broker.bootstrap(), namespace, all);
    }
}
