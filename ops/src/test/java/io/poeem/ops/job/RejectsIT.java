package io.poeem.ops.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.job.options.JobOptions;
import io.poeem.ops.broker.LocalBroker;
import io.poeem.schemas.Click;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Records that cannot be used come out byte for byte in the topic of rejected ones, and leave no other trace. */
class RejectsIT {

    private static final int CLICKS = 6_000;
    private static final Map<String, String> ANYTHING_GOES = Map.of(
            "max.message.bytes", String.valueOf(16 << 20),
            "message.timestamp.after.max.ms", String.valueOf(Long.MAX_VALUE));

    private static LocalBroker broker;
    private static JobCluster cluster;
    private static JobOptions clean;
    private static JobOptions spoiled;
    private static List<ProducerRecord<byte[], byte[]>> bad;

    @BeforeAll
    static void runWithAndWithout() throws Exception {
        broker = LocalBroker.start();
        cluster = new JobCluster();
        List<Click> clicks = SyntheticClicks.clicks(CLICKS);
        bad = BadRecords.all("spoiled", clicks.get(CLICKS / 2));

        broker.createTopic("clean", 2);
        SyntheticClicks.send(broker.bootstrap(), "clean", clicks);
        broker.createTopic("spoiled", 2, ANYTHING_GOES);
        SyntheticClicks.send(broker.bootstrap(), "spoiled", clicks.subList(0, CLICKS / 2));
        send(bad);
        SyntheticClicks.send(broker.bootstrap(), "spoiled", clicks.subList(CLICKS / 2, CLICKS));

        clean = run("clean");
        spoiled = run("spoiled");
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
        broker.close();
    }

    @Test
    void versionsAreThoseOfTheRunWithoutThem() throws Exception {
        List<String> versions = PublishedVersions.hashes(broker.bootstrap(), clean);
        assertThat(versions).hasSizeGreaterThan(5);
        assertThat(PublishedVersions.hashes(broker.bootstrap(), spoiled)).isEqualTo(versions);
    }

    @Test
    void everyOneOfThemIsRejectedByteForByte() {
        assertThat(contents(rejected())).containsExactlyInAnyOrderElementsOf(sent());
    }

    @Test
    void everyRejectSaysWhereItWasAndWhy() {
        for (ConsumerRecord<byte[], byte[]> record : rejected()) {
            Map<String, String> headers = new TreeMap<>();
            record.headers().forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
            assertThat(headers)
                    .containsEntry("__connect.errors.topic", "spoiled")
                    .containsKeys(
                            "__connect.errors.partition",
                            "__connect.errors.offset",
                            "__connect.errors.timestamp",
                            "__connect.errors.exception.class.name",
                            "__connect.errors.exception.message");
            assertThat(headers.get("__connect.errors.exception.message")).hasSizeBetween(10, 500);
        }
    }

    private static JobOptions run(String topic) throws Exception {
        JobOptions options =
                SmallJob.options(broker.bootstrap(), topic + "-run", Map.of("topic.clicks", topic, "topic.items", ""));
        assertThat(cluster.await(cluster.submit(options))).as("restarts").isZero();
        return options;
    }

    private static void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = SyntheticClicks.producer(broker.bootstrap())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                producer.send(record).get();
            }
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> rejected() {
        return Records.of(broker.bootstrap(), spoiled.topics().rejected());
    }

    private static List<Content> sent() {
        return bad.stream()
                .map(record -> new Content(record.key(), record.value()))
                .toList();
    }

    private static List<Content> contents(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Content> contents = new ArrayList<>();
        records.forEach(record -> contents.add(new Content(record.key(), record.value())));
        return contents;
    }

    /** Key and value, compared by content; printed by length, since some are long. */
    private record Content(byte[] key, byte[] value) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Content that
                    && java.util.Arrays.equals(key, that.key)
                    && java.util.Arrays.equals(value, that.value);
        }

        @Override
        public int hashCode() {
            return java.util.Arrays.hashCode(key) * 31 + java.util.Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return (key == null ? "no key" : key.length + " bytes") + " and "
                    + (value == null ? "no value" : value.length + " bytes");
        }
    }
}
