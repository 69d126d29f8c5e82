package io.poeem.job.source;

import io.poeem.job.event.Decoded;
import java.util.Map;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.synchronization.FutureCompletingBlockingQueue;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.reader.KafkaSourceReader;
import org.apache.flink.connector.kafka.source.reader.fetcher.KafkaSourceFetcherManager;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The connector's reader, which also keeps its splits abreast of each other and of other subtasks'. What it tells the
 * enumerator it tells whenever it has nothing to read, so that nobody waits for news that never come.
 */
final class TopicReader extends KafkaSourceReader<Decoded> {

    private static final long REPORT_NANOS = 5_000_000;

    private final Lead lead;
    private final Pace pace;
    private final FutureCompletingBlockingQueue<RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>>> queue;
    private final SourceReaderContext context;
    private final int subtasks;
    private long reported = Long.MIN_VALUE;
    private long reportedAt;

    TopicReader(
            FutureCompletingBlockingQueue<RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>>> queue,
            KafkaSourceFetcherManager fetchers,
            DecodingEmitter emitter,
            Configuration configuration,
            SourceReaderContext context,
            KafkaSourceReaderMetrics metrics,
            Lead lead,
            Pace pace) {
        super(queue, fetchers, emitter, configuration, context, metrics);
        this.lead = lead;
        this.pace = pace;
        this.queue = fetchers.getQueue(); // not the one above, which the connector ignores
        this.context = context;
        this.subtasks = context.currentParallelism();
        if (subtasks > 1) {
            lead.elsewhere(Long.MIN_VALUE);
        }
    }

    /** A change of the pace wakes this reader up: with all splits paused nothing else would. */
    @Override
    public void start() {
        super.start();
        pace.start(queue::notifyAvailable);
    }

    @Override
    public void close() throws Exception {
        pace.close();
        super.close();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Decoded> output) throws Exception {
        InputStatus status = super.pollNext(output);
        boolean idle = status != InputStatus.MORE_AVAILABLE;
        if (idle || lead.unbalanced()) {
            balance();
            report(idle);
        }
        return status;
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof LowEvent low) {
            lead.elsewhere(low.low());
            balance();
        } else {
            super.handleSourceEvents(event);
        }
    }

    @Override
    protected KafkaPartitionSplitState initializedState(KafkaPartitionSplit split) {
        return new TrackedSplit(split, lead.add(split.splitId()));
    }

    @Override
    protected void onSplitFinished(Map<String, KafkaPartitionSplitState> finished) {
        super.onSplitFinished(finished);
        lead.finished(finished.keySet());
    }

    private void balance() {
        Lead.Change change = lead.balance(subtasks, pace.limit());
        if (!change.isEmpty()) {
            pauseOrResumeSplits(change.pause(), change.resume());
        }
    }

    private void report(boolean urgent) {
        long low = lead.low();
        if (subtasks == 1 || low == reported) {
            return;
        }
        long now = System.nanoTime();
        if (urgent || now - reportedAt > REPORT_NANOS) {
            context.sendSourceEventToCoordinator(new LowEvent(low));
            reported = low;
            reportedAt = now;
        }
    }
}
