package io.poeem.job.trainer;

import io.poeem.job.event.Contribution;
import io.poeem.job.event.MergedBlock;
import io.poeem.job.event.ModelEvent;
import io.poeem.job.event.RoundProgress;
import io.poeem.job.event.ShardEvent;
import io.poeem.job.options.StreamOptions;
import io.poeem.job.sequence.RoundPosition;
import io.poeem.job.sequence.RoundSequencer;
import io.poeem.train.Learner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of many shards: besides its own events it takes in what all of them learned, round by round, through the model topic.
 *
 * <p>Merged blocks that are ahead of the shard are part of its state: after a restore the topic is read on from where it was read
 * to, not from where it was applied to.
 */
final class RoundShard implements SavedShard {

    private static final Logger LOG = LoggerFactory.getLogger(RoundShard.class);

    private final ShardParts parts;
    private final RoundState state;
    private final String run;
    private final RunIntervals intervals;
    private final Learner learner;
    private final RoundSequencer sequencer;
    private final SharedTraining training;
    private boolean toldOfEnd;

    /**
     * Takes up what the state holds, if anything.
     *
     * @param newRun the run's id if this is its beginning
     * @throws IllegalStateException if the state is of rounds or versions of other lengths, or of a stream that had ended
     */
    RoundShard(ShardParts parts, RoundState state, String newRun, Consumer<Contribution> out) throws Exception {
        this.parts = parts;
        this.state = state;
        this.learner = parts.learner();
        parts.keys().moveToOwn();
        RunPosition kept = state.position().value();
        this.intervals = RunIntervals.of(parts.options());
        RunPosition from = kept == null ? new RunPosition(newRun, intervals, RoundPosition.start()) : kept;
        from.intervals().check(intervals);
        requireMoreToTrain(from.position());
        List<MergedBlock> merged = new ArrayList<>();
        state.merged().forEach(merged::add);
        this.run = from.run();
        this.sequencer = new RoundSequencer(parts.rounds(), from.position(), parts.waiting(), merged);
        this.training = new SharedTraining(
                run,
                parts.number(),
                learner,
                parts.versions(new byte[0]),
                sequencer.offsets(),
                out,
                parts.metrics(),
                new RoundSizes(parts.rules().batchSize()));
        parts.watch(learner, sequencer::size);
    }

    private void requireMoreToTrain(RoundPosition position) {
        if (position.untrained() == Long.MAX_VALUE && !parts.options().get(StreamOptions.BOUNDED)) {
            throw new IllegalStateException(
                    "The state is of a job whose event time had ended, stopped with --drain or at the end of"
                            + " bounded topics: all rounds are over, and no click would be trained on any more. Start from an earlier"
                            + " savepoint or checkpoint.");
        }
    }

    void add(ShardEvent event) {
        sequencer.add(event);
    }

    /** Takes in a record of the model topic; one of another run is passed over. */
    void read(ModelEvent event) {
        if (!event.run().equals(run)) {
            return;
        }
        if (event instanceof MergedBlock block) {
            sequencer.add(block);
        } else if (event instanceof RoundProgress progress) {
            read(progress);
        }
    }

    private void read(RoundProgress progress) {
        toldOfEnd |= progress.watermark() == Long.MAX_VALUE;
        if (!sequencer.progress(progress)) {
            LOG.warn(
                    "Shard {}: the model topic lacks pieces of rounds before {}, a broker did not take them. It waits until a restore sends"
                            + " them again",
                    parts.number(),
                    progress.watermark());
        }
    }

    /** Clicks and catalogue have come so far. */
    void events(long watermark) {
        sequencer.events(watermark);
    }

    /** Does all that may be done now; returns how far this shard has come. */
    long advance() {
        parts.metrics().begin();
        sequencer.advance(training);
        parts.metrics().end();
        return sequencer.watermark();
    }

    /** Events that have not been acted upon. */
    int waiting() {
        return sequencer.size();
    }

    /** Whether only other shards keep this one from going on. */
    boolean isWaiting() {
        return sequencer.isWaiting();
    }

    /** Whether there will be no more rounds. */
    boolean isDone() {
        return sequencer.position().progress() == Long.MAX_VALUE;
    }

    /** Whether this run has said that there will be no more rounds, be it without all of their pieces. */
    boolean isToldOfEnd() {
        return toldOfEnd;
    }

    @Override
    public void save() throws Exception {
        parts.save(learner);
        state.position().update(new RunPosition(run, intervals, sequencer.position()));
        List<ShardEvent> waiting = new ArrayList<>(sequencer.size());
        sequencer.waiting(waiting::add);
        parts.state().waiting().update(waiting);
        List<MergedBlock> merged = new ArrayList<>();
        sequencer.merged(merged::add);
        state.merged().update(merged);
    }
}
