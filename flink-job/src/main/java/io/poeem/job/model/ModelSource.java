package io.poeem.job.model;

import io.poeem.job.event.ModelEvent;
import io.poeem.job.serial.JobTypes;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * The model topic, from where it ended when the job was first started, until it says that there will be no more rounds, if the
 * job is one that ends; the connector knows no such end. It has no watermarks: those of the events say what is complete.
 */
public final class ModelSource
        implements Source<ModelEvent, KafkaPartitionSplit, KafkaSourceEnumState>, ResultTypeQueryable<ModelEvent> {

    private static final long serialVersionUID = 1;

    private final boolean bounded;
    private final ModelDecoder decoder; // the very one that the source below decodes with
    private final KafkaSource<ModelEvent> source;

    /**
     * @param begin first offset that a run without state reads
     * @param bounded whether the job ends by itself
     * @param properties of the consumer, the brokers included
     */
    public ModelSource(TopicPartition partition, long begin, boolean bounded, Properties properties) {
        this.bounded = bounded;
        decoder = new ModelDecoder(bounded);
        source = KafkaSource.<ModelEvent>builder()
                .setPartitions(Set.of(partition))
                .setProperties(properties)
                .setStartingOffsets(from(partition, begin))
                .setDeserializer(decoder)
                .build();
    }

    /** An offset that is gone is an error: who read on elsewhere would have missed rounds. */
    @SuppressWarnings("deprecation") // by Kafka, but the connector asks for this one
    private static OffsetsInitializer from(TopicPartition partition, long begin) {
        return OffsetsInitializer.offsets(Map.of(partition, begin), OffsetResetStrategy.NONE);
    }

    @Override
    public Boundedness getBoundedness() {
        return bounded ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<ModelEvent, KafkaPartitionSplit> createReader(SourceReaderContext context) throws Exception {
        return new EndingReader<>(source.createReader(context), decoder::ended);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return source.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
            throws java.io.IOException {
        return source.restoreEnumerator(context, state);
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return source.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return source.getEnumeratorCheckpointSerializer();
    }

    @Override
    public TypeInformation<ModelEvent> getProducedType() {
        return JobTypes.MODEL;
    }
}
