package io.poeem.job.sink;

import io.poeem.job.event.ModelEvent;
import io.poeem.job.event.OutputRecord;
import io.poeem.job.event.Rejected;
import io.poeem.job.model.ModelToKafka;
import io.poeem.job.options.JobOptions;
import io.poeem.job.options.KafkaOptions;
import io.poeem.job.options.VersionOptions;
import io.poeem.train.merge.PayloadWriter;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The job's sinks. What others read is written in transactions: what the job could take back is never visible. */
public final class Sinks {

    /** What a record has beyond its key and value: headers, framing. */
    public static final int OVERHEAD_BYTES = 64 << 10;

    /** A full version of a hundred thousand items fits: the trainer must not wait for the broker at a version boundary. */
    private static final long INDEX_BUFFER_BYTES = 128L << 20;

    private static final long MODEL_BUFFER_BYTES = 64L << 20;

    private static final long REJECTED_BUFFER_BYTES = 32L << 20;

    private Sinks() {}

    /** For chunks and manifests, to the topics that they name. */
    public static KafkaSink<OutputRecord> index(JobOptions options) {
        int most = (int) options.get(VersionOptions.CHUNK).getBytes() + OVERHEAD_BYTES;
        return sink(options, "index", most, INDEX_BUFFER_BYTES, new OutputToKafka());
    }

    /** @param mostBytes what the topic of rejected records takes as one record */
    public static KafkaSink<Rejected> rejected(JobOptions options, int mostBytes) {
        int whole = Math.max(OVERHEAD_BYTES, mostBytes - OVERHEAD_BYTES);
        return sink(
                options,
                "rejected",
                mostBytes,
                REJECTED_BUFFER_BYTES,
                new RejectedToKafka(options.topics().rejected(), whole));
    }

    /**
     * For what shards tell each other. Outside of transactions, or a round would take as long as a checkpoint: after a failure a round
     * may stand in the topic twice, and readers take the first. A record may be lost where later ones are not, before that fails the job:
     * readers count them, by what the progress says.
     */
    public static KafkaSink<ModelEvent> model(JobOptions options) {
        Properties properties = properties(options, PayloadWriter.MOST_BYTES + OVERHEAD_BYTES, MODEL_BUFFER_BYTES);
        properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "0");
        properties.remove(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        return KafkaSink.<ModelEvent>builder()
                .setBootstrapServers(options.get(KafkaOptions.BOOTSTRAP))
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setKafkaProducerConfig(properties)
                .setRecordSerializer(new ModelToKafka(options.topics().model()))
                .build();
    }

    private static <T> KafkaSink<T> sink(
            JobOptions options,
            String role,
            int mostBytes,
            long bufferBytes,
            KafkaRecordSerializationSchema<T> schema) {
        return KafkaSink.<T>builder()
                .setBootstrapServers(options.get(KafkaOptions.BOOTSTRAP))
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(options.get(KafkaOptions.NAMESPACE) + "-" + role)
                .setKafkaProducerConfig(properties(options, mostBytes, bufferBytes))
                .setRecordSerializer(schema)
                .build();
    }

    private static Properties properties(JobOptions options, int mostBytes, long bufferBytes) {
        Properties properties = new Properties();
        properties.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(Math.max(1 << 20, mostBytes)));
        properties.setProperty(
                ProducerConfig.BUFFER_MEMORY_CONFIG, String.valueOf(Math.max(bufferBytes, 2L * mostBytes)));
        properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "5");
        properties.putAll(options.kafkaSink());
        properties.setProperty(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                String.valueOf(options.get(KafkaOptions.TRANSACTION_TIMEOUT).toMillis()));
        return properties;
    }
}
