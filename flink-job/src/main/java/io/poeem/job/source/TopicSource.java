package io.poeem.job.source;

import io.poeem.job.decode.Decoder;
import io.poeem.job.event.Decoded;
import io.poeem.job.serial.JobTypes;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.synchronization.FutureCompletingBlockingQueue;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumStateSerializer;
import org.apache.flink.connector.kafka.source.enumerator.subscriber.KafkaSubscriber;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.reader.fetcher.KafkaSourceFetcherManager;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A topic as a stream of decoded records, committed ones only. */
public final class TopicSource
        implements Source<Decoded, KafkaPartitionSplit, KafkaSourceEnumState>, ResultTypeQueryable<Decoded> {

    private static final long serialVersionUID = 1;

    private final String topic;
    private final Range range;
    private final int maxLead;
    private final Properties properties;
    private final DecoderFactory decoders;
    private final PaceFactory paces;

    /**
     * @param range what of the topic is read
     * @param maxLead records that its partitions together may be read ahead of the slowest
     * @param properties of the consumers, complete
     */
    public TopicSource(
            String topic, Range range, int maxLead, Properties properties, DecoderFactory decoders, PaceFactory paces) {
        this.topic = topic;
        this.range = range;
        this.maxLead = maxLead;
        this.properties = properties;
        this.decoders = decoders;
        this.paces = paces;
    }

    /** Event times as watermarks: each split's largest accepted one. */
    public static WatermarkStrategy<Decoded> watermarks() {
        return EventTimes.strategy();
    }

    @Override
    public Boundedness getBoundedness() {
        return range.isBounded() ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<Decoded, KafkaPartitionSplit> createReader(SourceReaderContext context) {
        FutureCompletingBlockingQueue<RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>>> queue =
                new FutureCompletingBlockingQueue<>();
        KafkaSourceReaderMetrics metrics = new KafkaSourceReaderMetrics(context.metricGroup());
        KafkaSourceFetcherManager fetchers = new KafkaSourceFetcherManager(
                queue, () -> new TolerantSplitReader(properties, context, metrics), finished -> {});
        Configuration configuration = new Configuration();
        properties.stringPropertyNames().forEach(key -> configuration.setString(key, properties.getProperty(key)));
        return new TopicReader(
                queue,
                fetchers,
                new DecodingEmitter(decoders.get()),
                configuration,
                context,
                metrics,
                new Lead(maxLead),
                paces.get());
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return restoreEnumerator(context, new KafkaSourceEnumState(Collections.emptySet(), false));
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state) {
        return new TopicEnumerator(
                KafkaSubscriber.getTopicListSubscriber(List.of(topic)),
                range.start(),
                range.stop(),
                properties,
                context,
                getBoundedness(),
                state);
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return new KafkaPartitionSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return new KafkaSourceEnumStateSerializer();
    }

    @Override
    public TypeInformation<Decoded> getProducedType() {
        return JobTypes.DECODED;
    }

    /** Makes a reader's pace. */
    @FunctionalInterface
    public interface PaceFactory extends Supplier<Pace>, Serializable {}

    /** Makes a decoder for a reader. */
    @FunctionalInterface
    public interface DecoderFactory extends Supplier<Decoder>, Serializable {}
}
