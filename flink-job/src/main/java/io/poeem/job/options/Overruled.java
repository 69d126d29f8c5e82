package io.poeem.job.options;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Properties of Flink and Kafka that the job sets itself, and what to use instead: what has no effect is refused. */
final class Overruled {

    private static final String PROMISE = "the job's promises rest on it; leave it out";

    private static final Map<String, String> FLINK = Map.of(
            CheckpointingOptions.CHECKPOINTING_INTERVAL.key(),
            use(RuntimeOptions.CHECKPOINT_INTERVAL),
            PipelineOptions.AUTO_WATERMARK_INTERVAL.key(),
            use(StreamOptions.WATERMARK_INTERVAL),
            PipelineOptions.NAME.key(),
            use(RuntimeOptions.JOB_NAME),
            CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE.key(),
            PROMISE,
            PipelineOptions.GENERIC_TYPES.key(),
            PROMISE,
            PipelineOptions.AUTO_GENERATE_UIDS.key(),
            PROMISE,
            PipelineOptions.OBJECT_REUSE.key(),
            PROMISE,
            PipelineOptions.MAX_PARALLELISM.key(),
            PROMISE);

    private static final Map<String, String> CLIENT =
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, use(KafkaOptions.BOOTSTRAP));

    private static final Map<String, String> SOURCE = Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            use(KafkaOptions.BOOTSTRAP),
            ConsumerConfig.GROUP_ID_CONFIG,
            use(KafkaOptions.GROUP_ID),
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            use(StreamOptions.FROM),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            PROMISE,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            PROMISE,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            PROMISE,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            PROMISE);

    private static final Map<String, String> SINK = Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            use(KafkaOptions.BOOTSTRAP),
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            use(KafkaOptions.TRANSACTION_TIMEOUT),
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            use(KafkaOptions.NAMESPACE),
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            PROMISE,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            PROMISE);

    private static final Map<String, List<Map<String, String>>> BY_PREFIX = Map.of(
            Options.FLINK, List.of(FLINK),
            Options.KAFKA_CLIENT, List.of(CLIENT, SOURCE, SINK),
            Options.KAFKA_SOURCE, List.of(SOURCE),
            Options.KAFKA_SINK, List.of(SINK));

    private Overruled() {}

    /** @throws OptionException for the first of these keys that would have no effect */
    static void check(Collection<String> keys) {
        keys.stream()
                .sorted()
                .forEach(key -> BY_PREFIX.forEach((prefix, overruled) -> {
                    if (key.startsWith(prefix)) {
                        overruled.forEach(properties -> refuse(key, properties.get(key.substring(prefix.length()))));
                    }
                }));
    }

    private static void refuse(String key, String remedy) {
        if (remedy != null) {
            throw new OptionException("Option \"" + key + "\" would have no effect: " + remedy + ".");
        }
    }

    private static String use(ConfigOption<?> option) {
        return "set \"" + option.key() + "\" instead";
    }
}
