package io.poeem.job.source;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.reader.KafkaPartitionSplitReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * The connector's split reader, but for two faults of it that would restart the job: pausing a split that has just
 * finished (FLINK-39728), and a wake-up that reaches the commit of offsets instead of a poll.
 */
final class TolerantSplitReader extends KafkaPartitionSplitReader {

    /** How the consumer says it; which partitions it holds, the connector does not show. */
    private static final String NOT_ASSIGNED = "No current assignment for partition";

    TolerantSplitReader(Properties properties, SourceReaderContext context, KafkaSourceReaderMetrics metrics) {
        super(properties, context, metrics);
    }

    @Override
    public void pauseOrResumeSplits(Collection<KafkaPartitionSplit> pause, Collection<KafkaPartitionSplit> resume) {
        resume.forEach(split -> ifStillAssigned(() -> super.pauseOrResumeSplits(List.of(), List.of(split))));
        pause.forEach(split -> ifStillAssigned(() -> super.pauseOrResumeSplits(List.of(split), List.of())));
    }

    @Override
    public void notifyCheckpointComplete(
            Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        try {
            super.notifyCheckpointComplete(offsets, callback);
        } catch (WakeupException meantForPoll) {
            super.notifyCheckpointComplete(offsets, callback);
        }
    }

    private static void ifStillAssigned(Runnable change) {
        try {
            change.run();
        } catch (IllegalStateException e) {
            if (e.getMessage() == null || !e.getMessage().startsWith(NOT_ASSIGNED)) {
                throw e;
            }
            // The consumer no longer holds the partition: it has been read to its end.
        }
    }
}
