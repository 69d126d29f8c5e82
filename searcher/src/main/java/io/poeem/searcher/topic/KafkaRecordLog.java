package io.poeem.searcher.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * All partitions of a Kafka topic, without a consumer group: positions live in this object only, nothing is committed.
 *
 * <p>The end of a partition is its last stable offset, so {@link #atEnd()} never waits for an open transaction.
 */
public final class KafkaRecordLog implements RecordLog {

    static final Duration CLOSE_WAIT = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final List<TopicPartition> partitions;

    /** Opens the topic at its beginning. Owns the consumer from here on, also when this constructor throws. */
    public KafkaRecordLog(Consumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.topic = topic;
        try {
            this.partitions = partitionsOf(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        } catch (RuntimeException e) {
            consumer.close(CloseOptions.timeout(CLOSE_WAIT));
            throw e instanceof WakeupException ? new Woken() : e;
        }
    }

    /**
     * Opens logs of topics with these consumer properties. What the promises rest on is set here and cannot be
     * overridden: {@code read_committed}, no auto commit, no topics created by reading.
     */
    public static Map<String, Object> consumerProperties(Map<String, ?> properties) {
        Map<String, Object> all = new HashMap<>();
        all.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        all.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        all.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);
        all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 64);
        all.putAll(properties);
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        all.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return all;
    }

    public static KafkaRecordLog open(Map<String, ?> properties, String topic) {
        return new KafkaRecordLog(new KafkaConsumer<>(consumerProperties(properties)), topic);
    }

    /** A topic that need not exist: empty until it does, or may be read. */
    public static RecordLog awaited(Map<String, ?> properties, String topic) {
        return new AwaitedKafkaLog(new KafkaConsumer<>(consumerProperties(properties)), topic, System::nanoTime);
    }

    @Override
    public void seekToBeginning() {
        consumer.seekToBeginning(partitions);
    }

    @Override
    public void seekToTime(long timestamp) {
        unlessWoken(() -> {
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions.forEach(partition -> times.put(partition, timestamp));
            Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            for (TopicPartition partition : partitions) {
                OffsetAndTimestamp first = found.get(partition);
                consumer.seek(partition, first == null ? ends.get(partition) : first.offset());
            }
            return null;
        });
    }

    @Override
    public List<LogRecord> poll(Duration wait) {
        return unlessWoken(() -> {
            List<LogRecord> records = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
                records.add(new LogRecord(
                        record.partition(), record.offset(), record.timestamp(), record.key(), record.value()));
            }
            return records;
        });
    }

    @Override
    public boolean atEnd() {
        return unlessWoken(() -> {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            return partitions.stream().allMatch(p -> consumer.position(p) >= ends.get(p));
        });
    }

    @Override
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_WAIT));
    }

    @Override
    public String toString() {
        return "topic " + topic;
    }

    private static List<TopicPartition> partitionsOf(Consumer<byte[], byte[]> consumer, String topic) {
        Collection<PartitionInfo> infos = infosOf(consumer, topic);
        if (infos.isEmpty()) {
            throw new KafkaException("topic " + topic + " does not exist; start the trainer, or create it");
        }
        return infos.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    static Collection<PartitionInfo> infosOf(Consumer<byte[], byte[]> consumer, String topic) {
        Collection<PartitionInfo> infos = consumer.partitionsFor(topic);
        return infos == null ? List.of() : infos;
    }

    private static <T> T unlessWoken(Supplier<T> call) {
        try {
            return call.get();
        } catch (WakeupException e) {
            throw new Woken();
        }
    }
}
