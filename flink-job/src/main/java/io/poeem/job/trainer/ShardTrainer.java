package io.poeem.job.trainer;

import io.poeem.job.event.OutputRecord;
import io.poeem.job.event.ShardEvent;
import io.poeem.job.options.JobOptions;
import io.poeem.job.options.ModelOptions;
import io.poeem.train.Learner;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Trains the shards of its key groups and sends out their versions.
 *
 * <pre>
 *   examples ─┐
 *             ├─► [ wait for the watermark ─► in order ─► batches ─► learner ─► versions ] ─► chunks and manifests
 *   catalogue ┘                 (one such line per shard)
 * </pre>
 *
 * A custom operator for three reasons: it trains across keys, it caches rows on the heap and writes them back before a
 * checkpoint's barrier, and it acts on watermarks. Nothing is learned before the watermark has passed it, and the watermark
 * goes on only after what it allowed has been done. At the end of input the watermark passes everything, and the last
 * version goes out.
 *
 * <p>The operator itself only routes: a second input, with what other shards learned, is another method that hands events
 * to {@link Shard}.
 */
public final class ShardTrainer extends AbstractStreamOperator<OutputRecord>
        implements OneInputStreamOperator<ShardEvent, OutputRecord> {

    /** Of this operator, for ever: key groups are cut by it. */
    public static final int MAX_PARALLELISM = Sharding.MAX_PARALLELISM;

    private static final long serialVersionUID = 1;

    private final JobOptions options;
    private final Sharding sharding;

    private transient ShardState state;
    private transient Shard[] shards;
    private transient int[] numbers;
    private transient TrainerMetrics metricsOfTrainer;
    private transient StreamRecord<OutputRecord> out;

    public ShardTrainer(JobOptions options) {
        this.options = options;
        this.sharding = sharding(options);
    }

    /** How to key the trainer's input. */
    public static KeySelector<ShardEvent, Integer> keys(JobOptions options) {
        return sharding(options).selector();
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        state = ShardState.of(context.getKeyedStateStore());
    }

    @Override
    public void open() throws Exception {
        super.open();
        out = new StreamRecord<>(null);
        metricsOfTrainer = new TrainerMetrics(metrics);
        numbers = sharding.shardsIn(keyGroups(getRuntimeContext().getTaskInfo()));
        shards = new Shard[options.get(ModelOptions.SHARDS)];
        KeyCursor cursor = new KeyCursor(this::setCurrentKey);
        for (int number : numbers) {
            shards[number] = shard(number, cursor);
        }
    }

    /** The keys are set where state is touched, which is not here. */
    @Override
    @SuppressWarnings("rawtypes")
    public void setKeyContextElement1(StreamRecord record) {}

    @Override
    public void processElement(StreamRecord<ShardEvent> element) {
        ShardEvent event = element.getValue();
        shards[sharding.shardOf(event.itemId())].add(event);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        for (int number : numbers) {
            metricsOfTrainer.buffered(shards[number].waiting());
            shards[number].advance(mark.getTimestamp());
        }
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        long begun = System.nanoTime();
        for (int number : numbers) {
            shards[number].save();
        }
        metricsOfTrainer.saved(System.nanoTime() - begun);
    }

    private Shard shard(int number, KeyCursor cursor) throws Exception {
        Integer[] slices = sharding.sliceKeys(number);
        Learner learner = new Learner(
                options.learner(),
                new KeyedRowStore(state.items(), cursor, slices),
                new KeyedRowStore(state.tokens(), cursor, slices));
        ShardParts parts = new ShardParts(options, number, this::send);
        return new Shard(sharding.key(number), cursor, state, learner, parts, metricsOfTrainer);
    }

    private void send(OutputRecord record) {
        output.collect(out.replace(record, record.timestamp()));
    }

    private static KeyGroupRange keyGroups(TaskInfo task) {
        return KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                MAX_PARALLELISM, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask());
    }

    private static Sharding sharding(JobOptions options) {
        return new Sharding(options.get(ModelOptions.SHARDS));
    }
}
