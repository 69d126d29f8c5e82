package io.poeem.job.source;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.connector.kafka.source.enumerator.initializer.NoStoppingOffsetsInitializer;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.common.TopicPartition;

/**
 * What of a topic is read. The end is a set of offsets that was fixed when the job started: after a failure it is the
 * same, however the topic has grown.
 */
public final class Range implements Serializable {

    private static final long serialVersionUID = 1;

    private final OffsetsInitializer start;
    private final OffsetsInitializer stop;
    private final boolean bounded;

    private Range(OffsetsInitializer start, OffsetsInitializer stop, boolean bounded) {
        this.start = start;
        this.stop = stop;
        this.bounded = bounded;
    }

    /**
     * @param from smallest Kafka timestamp; empty: from the first record kept
     * @param starts first offset that is read, of every partition, which goes before the timestamp; empty: that says
     * @param ends first offset that is not read, of every partition; empty: without end
     */
    public static Range of(
            OptionalLong from, Map<TopicPartition, Long> starts, Optional<Map<TopicPartition, Long>> ends) {
        OffsetsInitializer stop =
                ends.<OffsetsInitializer>map(OffsetsInitializer::offsets).orElseGet(NoStoppingOffsetsInitializer::new);
        return new Range(starts.isEmpty() ? start(from) : OffsetsInitializer.offsets(starts), stop, ends.isPresent());
    }

    private static OffsetsInitializer start(OptionalLong from) {
        return from.isPresent() ? OffsetsInitializer.timestamp(from.getAsLong()) : OffsetsInitializer.earliest();
    }

    OffsetsInitializer start() {
        return start;
    }

    OffsetsInitializer stop() {
        return stop;
    }

    boolean isBounded() {
        return bounded;
    }
}
