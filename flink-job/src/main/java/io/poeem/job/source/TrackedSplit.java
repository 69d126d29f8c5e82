package io.poeem.job.source;

import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;

/** How far a split has been read, in offsets and in event time. */
final class TrackedSplit extends KafkaPartitionSplitState {

    private final Lead.Track track;

    TrackedSplit(KafkaPartitionSplit split, Lead.Track track) {
        super(split);
        this.track = track;
    }

    Lead.Track track() {
        return track;
    }
}
