package io.poeem.job.trainer;

import io.poeem.job.event.OutputRecord;
import io.poeem.job.event.ShardEvent;
import io.poeem.job.options.JobOptions;
import io.poeem.job.options.ModelOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Trains the shards of its key groups and sends out their versions.
 *
 * <p>A custom operator for three reasons: it trains across keys, it caches rows on the heap and writes them back before a
 * checkpoint's barrier, and it acts on watermarks. Nothing is learned before the watermark has passed it, and the watermark
 * goes on only after what it allowed has been done. The operator itself only routes.
 *
 * @param <S> one shard at work
 */
public abstract class TrainerOperator<S extends SavedShard> extends AbstractStreamOperator<OutputRecord> {

    /** Of this operator, for ever: key groups are cut by it. */
    public static final int MAX_PARALLELISM = Sharding.MAX_PARALLELISM;

    private static final long serialVersionUID = 1;

    final JobOptions options;
    private final Sharding sharding;

    private transient ShardState state;
    /** The shards of this subtask, and the same by number. */
    private transient List<S> shards;

    private transient List<S> byNumber;
    private transient TrainerMetrics trainerMetrics;
    private transient StreamRecord<OutputRecord> out;

    TrainerOperator(JobOptions options) {
        this.options = options;
        this.sharding = sharding(options);
    }

    /** How to key the trainer's input. */
    public static KeySelector<ShardEvent, Integer> keys(JobOptions options) {
        return sharding(options).selector();
    }

    /** A shard over the state of its key, with what it has once. */
    abstract S shard(ShardParts parts) throws Exception;

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        state = ShardState.of(context.getKeyedStateStore());
    }

    @Override
    public void open() throws Exception {
        super.open();
        out = new StreamRecord<>(null);
        trainerMetrics = new TrainerMetrics(metrics);
        shards = new ArrayList<>();
        byNumber = new ArrayList<>(Collections.nCopies(options.get(ModelOptions.SHARDS), null));
        KeyCursor cursor = new KeyCursor(this::setCurrentKey);
        for (int number : sharding.shardsOf(getRuntimeContext().getTaskInfo())) {
            ShardKeys keys = new ShardKeys(sharding.key(number), sharding.sliceKeys(number), cursor);
            S shard = shard(new ShardParts(options, number, keys, state, trainerMetrics, this::send));
            shards.add(shard);
            byNumber.set(number, shard);
        }
    }

    /** The keys are set where state is touched, which is not here. */
    @Override
    @SuppressWarnings("rawtypes")
    public void setKeyContextElement1(StreamRecord record) {}

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        long begun = System.nanoTime();
        for (S shard : shards) {
            shard.save();
        }
        trainerMetrics.saved(System.nanoTime() - begun);
    }

    /** The shard that an event belongs to. */
    final S of(ShardEvent event) {
        return byNumber.get(sharding.shardOf(event.itemId()));
    }

    /** The shards of this subtask. */
    final List<S> shards() {
        return shards;
    }

    final TrainerMetrics trainerMetrics() {
        return trainerMetrics;
    }

    private void send(OutputRecord record) {
        output.collect(out.replace(record, record.timestamp()));
    }

    private static Sharding sharding(JobOptions options) {
        return new Sharding(options.get(ModelOptions.SHARDS));
    }
}
