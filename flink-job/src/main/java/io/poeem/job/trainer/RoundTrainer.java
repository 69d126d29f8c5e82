package io.poeem.job.trainer;

import io.poeem.job.event.Contribution;
import io.poeem.job.event.ModelEvent;
import io.poeem.job.event.OutputRecord;
import io.poeem.job.event.RoundProgress;
import io.poeem.job.event.ShardEvent;
import io.poeem.job.options.JobOptions;
import io.poeem.job.options.ModelOptions;
import io.poeem.job.serial.JobTypes;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/**
 * Trains its shards side by side with those of other subtasks, in rounds of event time (design section 7).
 *
 * <pre>
 *   examples, catalogue ─► [ RoundShard, RoundShard, … ] ─┬─► chunks and parts of manifests ─► announcer
 *        model topic ────►                                └─► contributions ─► merge ─► model topic
 * </pre>
 *
 * The watermark that leaves is this operator's own: it stays before the first round that is not trained to its end, and so closes the
 * merge's windows. That of the events says which of them are complete; that of the model topic says nothing.
 */
public final class RoundTrainer extends TrainerOperator<RoundShard>
        implements TwoInputStreamOperator<ShardEvent, ModelEvent, OutputRecord>, BoundedMultiInput {

    /** What shards learned in a round, to be merged. */
    public static final OutputTag<Contribution> CONTRIBUTIONS = new OutputTag<>("contributions", JobTypes.CONTRIBUTION);

    private static final int MODEL_INPUT = 2;

    private static final long serialVersionUID = 1;

    private final String newRun;
    private final long roundMillis;

    private transient RoundState state;
    private transient StreamRecord<Contribution> contribution;
    private transient long emitted;
    private transient long waitingSince;

    /** @param newRun id of this run, if it begins without state */
    public RoundTrainer(JobOptions options, String newRun) {
        super(options);
        this.newRun = newRun;
        this.roundMillis = options.get(ModelOptions.ROUND_INTERVAL).toMillis();
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        state = RoundState.of(context.getKeyedStateStore());
    }

    @Override
    public void open() throws Exception {
        contribution = new StreamRecord<>(null);
        emitted = Long.MIN_VALUE;
        super.open();
    }

    @Override
    RoundShard shard(ShardParts parts) throws Exception {
        return new RoundShard(parts, state, newRun, this::send);
    }

    /** Not keyed. */
    @Override
    @SuppressWarnings("rawtypes")
    public void setKeyContextElement2(StreamRecord record) {}

    @Override
    public void processElement1(StreamRecord<ShardEvent> element) {
        of(element.getValue()).add(element.getValue());
    }

    @Override
    public void processElement2(StreamRecord<ModelEvent> element) throws Exception {
        ModelEvent event = element.getValue();
        for (RoundShard shard : shards()) {
            shard.read(event);
        }
        if (event instanceof RoundProgress) {
            advance();
        }
    }

    @Override
    public void processWatermark1(Watermark mark) throws Exception {
        for (RoundShard shard : shards()) {
            trainerMetrics().buffered(shard.waiting());
            shard.events(mark.getTimestamp());
        }
        advance();
    }

    @Override
    public void processWatermark2(Watermark mark) {}

    /** Who is idle does not matter: this operator's watermark is its own. */
    @Override
    protected void processWatermarkStatus(WatermarkStatus status, int index) {}

    @Override
    public void endInput(int input) {
        if (input == MODEL_INPUT) {
            for (RoundShard shard : shards()) {
                requireDone(shard);
            }
        }
    }

    private void requireDone(RoundShard shard) {
        if (!shard.isDone()) {
            String why = shard.isToldOfEnd()
                    ? "pieces of this run's last rounds were lost on their way there."
                    : "not those of this run: another job has written there.";
            throw new IllegalStateException("The topic \"" + options.topics().model()
                    + "\" says that all rounds are over, but " + why
                    + " Every checkpoint of this run is read on into that. Begin anew with a \"namespace\" that no other job has;"
                    + " or keep what was learned: take the last savepoint through 'poeem reshard', after which the topic is read from"
                    + " its end, and see that no other job writes to it.");
        }
    }

    private void advance() throws Exception {
        long now = System.nanoTime();
        if (waitingSince != 0) {
            trainerMetrics().waited(now - waitingSince);
        }
        long least = Long.MAX_VALUE;
        boolean waiting = false;
        for (RoundShard shard : shards()) {
            least = Math.min(least, shard.advance());
            waiting |= shard.isWaiting();
        }
        waitingSince = waiting ? System.nanoTime() : 0;
        if (least > emitted) {
            emitted = least;
            super.processWatermark(new Watermark(least));
        }
    }

    /**
     * To the merge.
     *
     * @throws IllegalStateException if this subtask has said that the round is over: how far the others are would decide whether it is merged
     */
    void send(Contribution value) {
        if (value.round() + roundMillis - 1 <= emitted) {
            throw new IllegalStateException("Shard " + value.shard() + " contributes to the round at " + value.round()
                    + ", but its subtask's watermark, " + emitted
                    + ", has said that it trained that round to its end. This is an error in the program: start from the last"
                    + " checkpoint, and report it.");
        }
        output.collect(CONTRIBUTIONS, contribution.replace(value, value.round() + roundMillis - 1));
    }
}
