package io.poeem.job;

import io.poeem.job.options.JobOptions;
import io.poeem.job.options.StreamOptions;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Settings of the source's consumers: what suits the job, then what the user says, then what the job needs. */
final class Consumers {

    private static final String POLL_RECORDS = "2000";
    private static final String MODEL_FETCH_BYTES = String.valueOf(8 << 20);
    private static final String DISCOVERY_MILLIS = "60000";

    private Consumers() {}

    static Properties of(JobOptions options) {
        boolean bounded = options.get(StreamOptions.BOUNDED);
        Properties properties = new Properties();
        properties.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
        properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, options.groupId());
        properties.setProperty(KafkaSourceOptions.CLIENT_ID_PREFIX.key(), options.groupId());
        properties.setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), DISCOVERY_MILLIS);
        properties.setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), String.valueOf(!bounded));
        properties.putAll(options.kafkaSource());
        if (bounded || options.shares()) { // the first clicks of a new partition would be late, in rounds that are over
            properties.setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "-1");
        }
        bytes(properties);
        properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return properties;
    }

    /**
     * Of the model topic: every record counts, in no transaction, as soon as it is there. Where the offset that a checkpoint holds is
     * gone, the job must fail rather than go on without what stood there.
     */
    static Properties ofModel(JobOptions options) {
        Properties properties = new Properties();
        properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, options.groupId() + "-model");
        properties.setProperty(KafkaSourceOptions.CLIENT_ID_PREFIX.key(), options.groupId() + "-model");
        properties.setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MODEL_FETCH_BYTES);
        properties.putAll(options.kafkaSource());
        bytes(properties);
        properties.setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "-1");
        properties.setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "false");
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        return properties;
    }

    private static void bytes(Properties properties) {
        String bytes = ByteArrayDeserializer.class.getName();
        properties.setProperty(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, bytes);
        properties.setProperty(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, bytes);
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    }
}
