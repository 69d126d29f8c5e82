package io.poeem.ops.evaluate;

import io.poeem.job.clamp.Clamp;
import io.poeem.job.decode.Decoder;
import io.poeem.job.decode.RawRecord;
import io.poeem.job.event.ClickRecord;
import io.poeem.job.event.Decoded;
import io.poeem.ops.publish.Publisher;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic of clicks up to the end at which a job stopped, decoding and clamping as the job does.
 *
 * <p>Clamped times never fall within a partition, so that merging the partitions gives the trainer's order.
 */
public final class ClickLogReader {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Properties kafka;
    private final String topic;
    private final Decoder decoder;
    private final Clamp clamp = new Clamp();
    private final Map<String, String> interned = new HashMap<>();
    private final TreeMap<Integer, List<LoggedClick>> partitions = new TreeMap<>();
    private final TreeMap<Integer, PublishTimes> published = new TreeMap<>();
    private long rejected;
    private long clamped;

    public ClickLogReader(Properties kafka, String topic, Decoder decoder) {
        this.kafka = kafka;
        this.topic = topic;
        this.decoder = decoder;
    }

    /**
     * Reads once.
     *
     * @param starts first offset that is read, by partition; of those without one, the first one kept
     * @param ends first offset that is not read, by partition; partitions without one are left out
     */
    public ClickLog read(Map<Integer, Long> starts, Map<Integer, Long> ends) {
        Map<TopicPartition, Long> stops = new HashMap<>();
        ends.forEach((partition, end) -> stops.put(new TopicPartition(topic, partition), end));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(stops.keySet());
            consumer.beginningOffsets(stops.keySet())
                    .forEach((partition, first) ->
                            consumer.seek(partition, starts.getOrDefault(partition.partition(), first)));
            readTo(consumer, stops);
        }
        return new ClickLog(merge(), rejected, clamped, published);
    }

    private void readTo(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> stops) {
        while (stops.entrySet().stream().anyMatch(stop -> consumer.position(stop.getKey()) < stop.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < stops.get(new TopicPartition(topic, record.partition()))) {
                    take(record);
                }
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Decoded decoded = decoder.decode(new RawRecord(
                topic, record.partition(), record.offset(), record.timestamp(), record.key(), record.value()));
        if (!(decoded instanceof ClickRecord click)) {
            rejected++;
            return;
        }
        long time = clamp.clamp(record.partition(), click.eventTime());
        clamped += time > click.eventTime() ? 1 : 0;
        LoggedClick logged = new LoggedClick(
                record.partition(),
                record.offset(),
                time,
                shared(click.click().getUser()),
                shared(click.click().getItem()),
                List.copyOf(click.click().getContext()));
        partitions.computeIfAbsent(record.partition(), p -> new ArrayList<>()).add(logged);
        Header header = record.headers().lastHeader(Publisher.PUBLISHED);
        if (header != null && header.value().length == Long.BYTES) {
            published
                    .computeIfAbsent(record.partition(), p -> new PublishTimes())
                    .add(record.offset(), ByteBuffer.wrap(header.value()).getLong());
        }
    }

    private String shared(String id) {
        String before = interned.putIfAbsent(id, id);
        return before == null ? id : before;
    }

    /** By (time, partition); within a partition as they stand. */
    private List<LoggedClick> merge() {
        List<LoggedClick> merged = new ArrayList<>();
        PriorityQueue<Cursor> heads = new PriorityQueue<>();
        partitions.values().forEach(clicks -> heads.add(new Cursor(clicks, 0)));
        while (!heads.isEmpty()) {
            Cursor head = heads.poll();
            merged.add(head.click());
            if (head.at() + 1 < head.clicks().size()) {
                heads.add(new Cursor(head.clicks(), head.at() + 1));
            }
        }
        return merged;
    }

    private record Cursor(List<LoggedClick> clicks, int at) implements Comparable<Cursor> {
        LoggedClick click() {
            return clicks.get(at);
        }

        @Override
        public int compareTo(Cursor other) {
            int byTime = Long.compare(click().time(), other.click().time());
            return byTime != 0
                    ? byTime
                    : Integer.compare(click().partition(), other.click().partition());
        }
    }
}
