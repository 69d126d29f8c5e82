package io.poeem.ops.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.job.options.JobOptions;
import io.poeem.job.preflight.Landscape;
import io.poeem.job.preflight.Preflight;
import io.poeem.job.preflight.PreflightException;
import io.poeem.ops.broker.LocalBroker;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What does not fit the brokers is said before the job starts: the option or topic, its value, the limit, what to set. */
class PreflightIT {

    private static LocalBroker broker;

    @BeforeAll
    static void start() {
        broker = LocalBroker.start();
        broker.createTopic("clicks", 3);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void topicsThatItMakesFitWhatItChecks() {
        Landscape made = Preflight.run(options("made", Map.of("topics.create", "true")));
        assertThat(made.clickPartitions()).isEqualTo(3);
        assertThat(Preflight.run(options("made", Map.of()))).isEqualTo(made);
    }

    @Test
    void aTransactionTimeoutAboveTheBrokersIsRefused() {
        refused("long", Map.of("transaction.timeout", "16 min", "topics.create", "true"))
                .hasMessageContainingAll(
                        "\"transaction.timeout\" is 960000 ms",
                        "transaction.max.timeout.ms is 900000",
                        "Set transaction.timeout");
    }

    @Test
    void missingTopicsAreNamedWithTheOptionThatMakesThem() {
        refused("missing", Map.of())
                .hasMessageContainingAll("missing.rejected", "missing.index", "missing.versions", "\"topics.create\"")
                .hasMessageNotContaining("clicks,");
    }

    @Test
    void anIndexTopicThatTakesNoWholeChunkIsRefused() {
        topics("small", 1, Map.of("max.message.bytes", "500000"));
        refused("small", Map.of())
                .hasMessageContainingAll(
                        "\"small.index\"", "max.message.bytes = 500000", "589824", "Lower \"chunk.bytes\"");
    }

    @Test
    void aCompactedIndexTopicIsRefused() {
        topics("compacted", 1, Map.of("cleanup.policy", "compact"));
        refused("compacted", Map.of())
                .hasMessageContainingAll("\"compacted.index\"", "cleanup.policy = compact", "Set it to delete");
    }

    @Test
    void anIndexTopicOfTwoPartitionsIsRefused() {
        topics("two", 2, Map.of());
        refused("two", Map.of()).hasMessageContainingAll("\"two.index\"", "2 partitions", "exactly 1", "another topic");
    }

    @Test
    void anIndexTopicThatStampsItsRecordsAnewIsRefused() {
        topics("stamped", 1, Map.of("message.timestamp.type", "LogAppendTime"));
        refused("stamped", Map.of())
                .hasMessageContainingAll(
                        "\"stamped.index\"", "message.timestamp.type = LogAppendTime", "Set it to CreateTime");
    }

    @Test
    void anEndInAPartitionThatIsNotThereIsRefused() {
        refused("made-too", Map.of("topics.create", "true", "source.bounded", "true", "source.to-offsets", "7:10"))
                .hasMessageContainingAll("\"source.to-offsets\"", "partition 7", "\"clicks\" has 3");
    }

    /** The index topic as it should not be; the others are made by the job. */
    private static void topics(String namespace, int partitions, Map<String, String> settings) {
        broker.createTopic(namespace + ".index", partitions, settings);
    }

    private static AbstractThrowableAssert<?, ?> refused(String namespace, Map<String, String> settings) {
        Map<String, String> creating = new HashMap<>(settings);
        if (!namespace.equals("missing")) {
            creating.put("topics.create", "true");
        }
        return assertThatThrownBy(() -> Preflight.run(options(namespace, creating)))
                .isInstanceOf(PreflightException.class);
    }

    private static JobOptions options(String namespace, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "kafka.bootstrap",
                broker.bootstrap(),
                "namespace",
                namespace,
                "topic.clicks",
                "clicks",
                "topic.items",
                ""));
        all.putAll(settings);
        return JobOptions.of(all);
    }
}
