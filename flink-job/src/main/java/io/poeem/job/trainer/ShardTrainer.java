package io.poeem.job.trainer;

import io.poeem.job.event.OutputRecord;
import io.poeem.job.event.ShardEvent;
import io.poeem.job.options.JobOptions;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Trains a single shard: nothing is shared, nobody is waited for.
 *
 * <pre>
 *   examples ─┐
 *             ├─► [ wait for the watermark ─► in order ─► batches ─► learner ─► versions ] ─► chunks and manifests
 *   catalogue ┘
 * </pre>
 *
 * At the end of input the watermark passes everything, and the last version goes out.
 */
public final class ShardTrainer extends TrainerOperator<Shard>
        implements OneInputStreamOperator<ShardEvent, OutputRecord> {

    private static final long serialVersionUID = 1;

    public ShardTrainer(JobOptions options) {
        super(options);
    }

    @Override
    Shard shard(ShardParts parts) throws Exception {
        return new Shard(parts);
    }

    @Override
    public void processElement(StreamRecord<ShardEvent> element) {
        of(element.getValue()).add(element.getValue());
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        for (Shard shard : shards()) {
            trainerMetrics().buffered(shard.waiting());
            shard.advance(mark.getTimestamp());
        }
        super.processWatermark(mark);
    }
}
