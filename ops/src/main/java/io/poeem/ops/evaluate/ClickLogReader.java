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
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
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
    private final TreeMap<Integer, List<Placed>> partitions = new TreeMap<>();
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
     * @param from Kafka timestamp of the first record, or null for the first one kept
     * @param ends first offset that is not read, by partition; partitions without one are left out
     */
    public ClickLog read(Long from, Map<Integer, Long> ends) {
        Map<TopicPartition, Long> stops = new HashMap<>();
        ends.forEach((partition, end) -> stops.put(new TopicPartition(topic, partition), end));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(stops.keySet());
            Map<TopicPartition, Long> starts =
                    from == null ? consumer.beginningOffsets(stops.keySet()) : at(consumer, from, stops);
            starts.forEach(consumer::seek);
            readTo(consumer, stops);
        }
        return new ClickLog(merge(), rejected, clamped, published);
    }

    /** The first offset at or after a time; a partition's end where there is none. */
    static Map<TopicPartition, Long> at(Consumer<byte[], byte[]> consumer, long time, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> times = new HashMap<>();
        ends.keySet().forEach(partition -> times.put(partition, time));
        Map<TopicPartition, Long> offsets = new HashMap<>(ends);
        for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
                consumer.offsetsForTimes(times).entrySet()) {
            if (found.getValue() != null) {
                offsets.put(found.getKey(), found.getValue().offset());
            }
        }
        return offsets;
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
                time,
                shared(click.click().getUser()),
                shared(click.click().getItem()),
                List.copyOf(click.click().getContext()));
        partitions
                .computeIfAbsent(record.partition(), p -> new ArrayList<>())
                .add(new Placed(record.partition(), logged));
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
            merged.add(head.click().logged());
            if (head.at() + 1 < head.clicks().size()) {
                heads.add(new Cursor(head.clicks(), head.at() + 1));
            }
        }
        return merged;
    }

    private record Placed(int partition, LoggedClick logged) {}

    private record Cursor(List<Placed> clicks, int at) implements Comparable<Cursor> {
        Placed click() {
            return clicks.get(at);
        }

        @Override
        public int compareTo(Cursor other) {
            int byTime =
                    Long.compare(click().logged().time(), other.click().logged().time());
            return byTime != 0
                    ? byTime
                    : Integer.compare(click().partition(), other.click().partition());
        }
    }
}
