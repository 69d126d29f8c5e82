package io.poeem.job.model;

import io.poeem.job.event.ModelEvent;
import io.poeem.job.event.RoundPace;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The model's records to their partitions. Their timestamp is the wall clock's, so that retention fits. */
public final class ModelToKafka implements KafkaRecordSerializationSchema<ModelEvent> {

    /** Partition of merged blocks and progress, in their order. */
    public static final int MODEL = 0;

    /** Partition of the progress alone. */
    public static final int PACE = 1;

    /** Partitions of the topic. */
    public static final int PARTITIONS = 2;

    private static final long serialVersionUID = 1;

    private final String topic;
    private transient ModelRecords records;

    public ModelToKafka(String topic) {
        this.topic = topic;
    }

    @Override
    public void open(InitializationContext context, KafkaSinkContext sinkContext) {
        records = new ModelRecords();
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(ModelEvent event, KafkaSinkContext context, Long timestamp) {
        return new ProducerRecord<>(topic, event instanceof RoundPace ? PACE : MODEL, null, records.encode(event));
    }
}
