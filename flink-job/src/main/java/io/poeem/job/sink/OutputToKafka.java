package io.poeem.job.sink;

import io.poeem.job.event.OutputRecord;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** An output record as it is. Everything goes to partition 0: chunks and manifests have an order. */
final class OutputToKafka implements KafkaRecordSerializationSchema<OutputRecord> {

    private static final long serialVersionUID = 1;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(OutputRecord record, KafkaSinkContext context, Long timestamp) {
        return new ProducerRecord<>(record.topic(), 0, record.timestamp(), record.key(), record.value());
    }
}
