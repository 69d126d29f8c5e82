package io.poeem.ops.evaluate;

import io.poeem.job.options.JobOptions;
import io.poeem.ops.range.Mark;
import io.poeem.ops.range.Window;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What of a topic of clicks a job reads, by offsets: it and whoever reads after it see the same records, however the topic
 * grows.
 *
 * @param starts first offset read, by partition
 * @param ends first offset not read, by partition; not below the start
 */
public record LogRange(SortedMap<Integer, Long> starts, SortedMap<Integer, Long> ends) {

    /**
     * Looks a window up in the topic as it stands now; without an end, up to what is committed.
     *
     * @throws EvaluationException when the window names partitions or offsets that are not there, or holds no record
     */
    public static LogRange now(JobOptions options, Window window) {
        String topic = options.topics().clicks();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(committed(options), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            SortedMap<Integer, Long> first = byPartition(consumer.beginningOffsets(partitions));
            SortedMap<Integer, Long> end = byPartition(consumer.endOffsets(partitions));
            Places places = new Places(consumer, topic, first, end);
            SortedMap<Integer, Long> starts = window.from().map(places::of).orElseGet(() -> new TreeMap<>(first));
            SortedMap<Integer, Long> ends = window.until().map(places::of).orElseGet(() -> new TreeMap<>(end));
            starts.replaceAll((partition, start) -> Math.min(start, ends.get(partition)));
            if (starts.equals(ends)) {
                throw new EvaluationException(
                        "The topic " + topic + " holds no record " + window + "; it has the offsets " + first + " to "
                                + end + ", by partition",
                        null);
            }
            return new LogRange(starts, ends);
        }
    }

    /** How many offsets lie within: at least as many as records. */
    public long size() {
        return ends.entrySet().stream()
                .mapToLong(end -> end.getValue() - starts.get(end.getKey()))
                .sum();
    }

    /** As the options {@code source.from-offsets} and {@code source.to-offsets} take them. */
    public static String asOption(Map<Integer, Long> offsets) {
        return offsets.entrySet().stream()
                .map(end -> end.getKey() + ":" + end.getValue())
                .collect(Collectors.joining(","));
    }

    /** Properties of a consumer that sees what a job sees. */
    static Properties committed(JobOptions options) {
        Properties consumer = options.kafkaClient();
        consumer.setProperty("isolation.level", "read_committed");
        return consumer;
    }

    private static SortedMap<Integer, Long> byPartition(Map<TopicPartition, Long> offsets) {
        SortedMap<Integer, Long> byPartition = new TreeMap<>();
        offsets.forEach((partition, offset) -> byPartition.put(partition.partition(), offset));
        return byPartition;
    }

    /** Turns marks into offsets of one topic. */
    private record Places(
            Consumer<byte[], byte[]> consumer,
            String topic,
            SortedMap<Integer, Long> first,
            SortedMap<Integer, Long> end) {

        SortedMap<Integer, Long> of(Mark mark) {
            if (mark instanceof Mark.Time time) {
                return at(time.millis());
            }
            SortedMap<Integer, Long> offsets = new TreeMap<>(((Mark.Offsets) mark).byPartition());
            if (!offsets.keySet().equals(end.keySet())) {
                throw new EvaluationException(
                        "\"" + mark.text() + "\" names the partitions " + offsets.keySet() + ", but the topic " + topic
                                + " has " + end.keySet() + "; name them all, as offset:0:N,1:M,…",
                        null);
            }
            offsets.forEach((partition, offset) -> {
                if (offset < first.get(partition) || offset > end.get(partition)) {
                    throw new EvaluationException(
                            "\"" + mark.text() + "\" names offset " + offset + " of partition " + partition
                                    + " of the topic " + topic + ", which has " + first.get(partition) + " to "
                                    + end.get(partition) + "; name one within",
                            null);
                }
            });
            return offsets;
        }

        /** The first offset at or after a time; the partition's end where there is none. */
        private SortedMap<Integer, Long> at(long millis) {
            Map<TopicPartition, Long> times = new HashMap<>();
            end.keySet().forEach(partition -> times.put(new TopicPartition(topic, partition), millis));
            SortedMap<Integer, Long> offsets = new TreeMap<>(end);
            for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
                    consumer.offsetsForTimes(times).entrySet()) {
                if (found.getValue() != null) {
                    offsets.put(found.getKey().partition(), found.getValue().offset());
                }
            }
            return offsets;
        }
    }
}
