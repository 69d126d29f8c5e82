package io.poeem.job.model;

import io.poeem.job.event.ModelEvent;
import io.poeem.job.event.RoundProgress;
import io.poeem.job.serial.JobTypes;
import io.poeem.schemas.MalformedRecord;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the model topic. What somebody else wrote there is passed over: it must not stop the job. So is, where the job has no end, that
 * there will be no more rounds: who believed it would train on for ever without the other shards.
 */
final class ModelDecoder implements KafkaRecordDeserializationSchema<ModelEvent> {

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(ModelDecoder.class);

    private final boolean bounded;
    private transient ModelRecords records;
    private transient boolean ended;

    /** @param bounded whether the job ends by itself */
    ModelDecoder(boolean bounded) {
        this.bounded = bounded;
    }

    @Override
    public void open(InitializationContext context) {
        records = new ModelRecords();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ModelEvent> out) {
        try {
            records.decode(record.value()).ifPresent(event -> take(event, record, out));
        } catch (MalformedRecord e) {
            LOG.warn(
                    "Record at offset {} of {} is not of the model: {}",
                    record.offset(),
                    record.topic(),
                    e.getMessage());
        }
    }

    private void take(ModelEvent event, ConsumerRecord<byte[], byte[]> record, Collector<ModelEvent> out) {
        boolean last = event instanceof RoundProgress progress && progress.watermark() == Long.MAX_VALUE;
        if (last && !bounded) {
            LOG.warn(
                    "Record at offset {} of {} says that all rounds are over, but this job does not end (source.bounded); it is passed"
                            + " over. It is of another job, which should have a namespace of its own, or this one was once stopped with"
                            + " --drain: docs/operations.md, \"Upgrades\"",
                    record.offset(),
                    record.topic());
            return;
        }
        ended |= last;
        out.collect(event);
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
