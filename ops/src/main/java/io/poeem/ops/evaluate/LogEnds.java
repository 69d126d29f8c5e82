package io.poeem.ops.evaluate;

import io.poeem.job.options.JobOptions;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Where a topic of clicks ends now: a job and whoever reads after it stop at the same records, however it grows. */
public final class LogEnds {

    private LogEnds() {}

    /** First offset not to read, by partition: of {@code source.to} if it is set, else behind what is committed. */
    public static Map<Integer, Long> now(JobOptions options) {
        String topic = options.topics().clicks();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(committed(options), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList());
            Map<TopicPartition, Long> stops = options.until().isPresent()
                    ? ClickLogReader.at(consumer, options.until().getAsLong(), ends)
                    : ends;
            Map<Integer, Long> byPartition = new TreeMap<>();
            stops.forEach((partition, end) -> byPartition.put(partition.partition(), end));
            return byPartition;
        }
    }

    /** As the option {@code source.to-offsets} takes them. */
    public static String asOption(Map<Integer, Long> ends) {
        Function<Map.Entry<Integer, Long>, String> text = end -> end.getKey() + ":" + end.getValue();
        return ends.entrySet().stream().map(text).collect(Collectors.joining(","));
    }

    /** Properties of a consumer that sees what a job sees. */
    static Properties committed(JobOptions options) {
        Properties consumer = options.kafkaClient();
        consumer.setProperty("isolation.level", "read_committed");
        return consumer;
    }
}
