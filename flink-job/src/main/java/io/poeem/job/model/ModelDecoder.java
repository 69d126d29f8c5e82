package io.poeem.job.model;

import io.poeem.job.event.ModelEvent;
import io.poeem.job.event.RoundProgress;
import io.poeem.job.serial.JobTypes;
import io.poeem.schemas.MalformedRecord;
import java.util.Optional;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the model topic. What somebody else wrote there is passed over: it must not stop the job. */
final class ModelDecoder implements KafkaRecordDeserializationSchema<ModelEvent> {

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(ModelDecoder.class);

    private transient ModelRecords records;
    private transient boolean ended;

    @Override
    public void open(InitializationContext context) {
        records = new ModelRecords();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ModelEvent> out) {
        try {
            Optional<ModelEvent> event = records.decode(record.value());
            event.ifPresent(out::collect);
            ended |= event.isPresent()
                    && event.get() instanceof RoundProgress progress
                    && progress.watermark() == Long.MAX_VALUE;
        } catch (MalformedRecord e) {
            LOG.warn(
                    "Record at offset {} of {} is not of the model: {}",
                    record.offset(),
                    record.topic(),
                    e.getMessage());
        }
    }

    /** Whether it has been read that there will be no more rounds. */
    boolean ended() {
        return ended;
    }

    @Override
    public TypeInformation<ModelEvent> getProducedType() {
        return JobTypes.MODEL;
    }
}
