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
        if (bounded) {
            properties.setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "-1");
        }
        String bytes = ByteArrayDeserializer.class.getName();
        properties.setProperty(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, bytes);
        properties.setProperty(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, bytes);
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return properties;
    }
}
