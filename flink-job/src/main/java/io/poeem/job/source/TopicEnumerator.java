package io.poeem.job.source;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumerator;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.enumerator.subscriber.KafkaSubscriber;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/**
 * The connector's enumerator, which also passes on the smallest event time of all readers, and which tells readers of a
 * restored bounded source that no more splits come: the connector forgets to (FLINK-31006), and they would wait for ever.
 */
final class TopicEnumerator extends KafkaSourceEnumerator {

    private final SplitEnumeratorContext<KafkaPartitionSplit> context;
    private final boolean signalNoMore;
    private final Map<Integer, Long> lows = new HashMap<>();
    private long told = Long.MIN_VALUE;

    TopicEnumerator(
            KafkaSubscriber subscriber,
            OffsetsInitializer start,
            OffsetsInitializer stop,
            Properties properties,
            SplitEnumeratorContext<KafkaPartitionSplit> context,
            Boundedness boundedness,
            KafkaSourceEnumState state) {
        super(subscriber, start, stop, properties, context, boundedness, state);
        this.context = context;
        this.signalNoMore = boundedness == Boundedness.BOUNDED && state.initialDiscoveryFinished();
    }

    @Override
    public void addReader(int subtask) {
        super.addReader(subtask);
        lows.remove(subtask);
        if (signalNoMore) {
            context.signalNoMoreSplits(subtask);
        }
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        if (event instanceof LowEvent low) {
            lows.put(subtask, low.low());
            tell(
                    lows.size() < context.currentParallelism()
                            ? Long.MIN_VALUE
                            : lows.values().stream()
                                    .mapToLong(Long::longValue)
                                    .min()
                                    .orElse(Long.MIN_VALUE));
        }
    }

    private void tell(long low) {
        if (low != told) {
            told = low;
            context.registeredReaders()
                    .keySet()
                    .forEach(reader -> context.sendEventToSourceReader(reader, new LowEvent(low)));
        }
    }
}
