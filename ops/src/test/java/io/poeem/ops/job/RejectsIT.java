package io.poeem.ops.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.job.options.JobOptions;
import io.poeem.ops.broker.LocalBroker;
import io.poeem.ops.job.BadRecords.Bad;
import io.poeem.schemas.Click;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
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
    private static List<Bad> bad;
    private static List<RecordMetadata> sent;

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
        sent = send(bad);
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
    void everyOneOfThemIsRejectedByteForByteAndNothingElse() {
        Map<String, ConsumerRecord<byte[], byte[]>> rejected = rejectedByPlace();
        assertThat(rejected).hasSameSizeAs(bad);
        for (int i = 0; i < bad.size(); i++) {
            ConsumerRecord<byte[], byte[]> out = rejected.get(sent.get(i).toString());
            assertThat(out).as("record %d, at %s", i, sent.get(i)).isNotNull();
            assertThat(out.key())
                    .as("key of record %d", i)
                    .isEqualTo(bad.get(i).record().key());
            assertThat(out.value())
                    .as("value of record %d", i)
                    .isEqualTo(bad.get(i).record().value());
        }
    }

    @Test
    void everyOneOfThemKeepsItsHeadersAndSaysWhereItWasAndWhy() {
        Map<String, ConsumerRecord<byte[], byte[]>> rejected = rejectedByPlace();
        for (int i = 0; i < bad.size(); i++) {
            RecordMetadata place = sent.get(i);
            List<String> expected = headers(bad.get(i).record().headers());
            expected.add("__connect.errors.topic=spoiled");
            expected.add("__connect.errors.partition=" + place.partition());
            expected.add("__connect.errors.offset=" + place.offset());
            expected.add("__connect.errors.timestamp=" + place.timestamp());
            expected.add(
                    "__connect.errors.exception.class.name=" + bad.get(i).type().getName());
            List<String> headers = headers(rejected.get(place.toString()).headers());
            assertThat(headers.subList(0, headers.size() - 1))
                    .as("record %d", i)
                    .isEqualTo(expected);
            assertThat(headers.get(headers.size() - 1))
                    .as("record %d", i)
                    .startsWith("__connect.errors.exception.message=")
                    .contains(bad.get(i).message())
                    .hasSizeLessThan(500);
        }
    }

    private static JobOptions run(String topic) throws Exception {
        JobOptions options =
                SmallJob.options(broker.bootstrap(), topic + "-run", Map.of("topic.clicks", topic, "topic.items", ""));
        assertThat(cluster.await(cluster.submit(options))).as("restarts").isZero();
        return options;
    }

    private static List<RecordMetadata> send(List<Bad> records) throws Exception {
        List<RecordMetadata> places = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = SyntheticClicks.producer(broker.bootstrap())) {
            for (Bad bad : records) {
                places.add(producer.send(bad.record()).get());
            }
        }
        return places;
    }

    /** By topic, partition and offset of the record that was rejected, as RecordMetadata prints them. */
    private static Map<String, ConsumerRecord<byte[], byte[]>> rejectedByPlace() {
        Map<String, ConsumerRecord<byte[], byte[]>> byPlace = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record :
                Records.of(broker.bootstrap(), spoiled.topics().rejected())) {
            String place = last(record, "topic") + "-" + last(record, "partition") + "@" + last(record, "offset");
            assertThat(byPlace.put(place, record)).as("twice: %s", place).isNull();
        }
        return byPlace;
    }

    private static String last(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader("__connect.errors." + name);
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    /** In order; values as Latin-1, which every sequence of bytes is. */
    private static List<String> headers(Headers headers) {
        List<String> all = new ArrayList<>();
        for (Header header : headers) {
            byte[] value = header.value();
            all.add(header.key() + (value == null ? "" : "=" + new String(value, StandardCharsets.ISO_8859_1)));
        }
        return all;
    }
}
