package io.poeem.job.model;

import io.poeem.job.event.ModelEvent;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The model's records to partition 0 of a topic: they have an order. Their timestamp is the wall clock's, so that retention fits. */
public final class ModelToKafka implements KafkaRecordSerializationSchema<ModelEvent> {

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
        return new ProducerRecord<>(topic, 0, null, records.encode(event));
    }
}
