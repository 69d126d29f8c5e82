package io.poeem.job.sequence;

import io.poeem.job.event.ClosedRound;
import io.poeem.job.event.ExampleRecord;
import io.poeem.job.event.ItemRecord;
import io.poeem.job.event.MergedBlock;
import io.poeem.job.event.RoundProgress;
import io.poeem.job.event.ShardEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * The sequence of one of many shards (design section 7): its own events in their order, and between two rounds of them what all
 * shards learned in the rounds before.
 *
 * <p>Before it trains a round a shard has applied exactly the rounds before it. A round may be trained once all shards have come to
 * its start ({@link RoundProgress}), which the shards' own watermarks bring about: {@link #watermark} stays before the first round
 * that this shard has not trained to its end. A shard that trained for a version takes part in that version's last round even if it
 * has no event there, because what precedes a version goes with its contribution. A version is due where any shard contributed.
 *
 * <p>What comes late counts as of the first round that this shard has not trained to its end: it has contributed to those before, and
 * their merges may be closed. After a restore the same record may come in time. A click would then be trained in a round that stands in
 * the topic without it, and this shard's part of that would be lost; so clicks must not come late, and their partitions are never idle.
 * Records of a catalogue that is idle may: they are in no round.
 *
 * <p>Events of the catalogue change this shard's items alone: they wait for versions, not for rounds. As with {@link Sequencer},
 * actions follow from the events and the merged blocks alone, however they arrive.
 */
public final class RoundSequencer {

    private final Rounds rounds;
    private final Arrivals arrivals;
    private final List<ShardEvent> passed = new ArrayList<>();
    private int taken;
    private final OpenBatch batch;
    private final MergedRounds merged = new MergedRounds();
    private final NextOffsets offsets;
    private long published;
    private long due;
    private long training;
    private long closing;
    private long applied;
    private long progress;
    private long untrained;
    private long events = Long.MIN_VALUE;

    /** Goes on from {@code position}, with what {@link #waiting} and {@link #merged} gave then. */
    public RoundSequencer(
            Rounds rounds, RoundPosition position, Collection<ShardEvent> waiting, Collection<MergedBlock> blocks) {
        this.rounds = rounds;
        published = position.sequence().published();
        due = position.sequence().due();
        training = position.training();
        closing = position.closing();
        applied = position.applied();
        progress = position.progress();
        untrained = Math.max(position.untrained(), Math.max(applied, published));
        offsets = new NextOffsets(position.sequence());
        batch = new OpenBatch(rounds.versions());
        arrivals = new Arrivals(waiting);
        blocks.forEach(merged::add);
    }

    public void add(ShardEvent event) {
        arrivals.add(event);
    }

    public void add(MergedBlock block) {
        if (block.round() >= applied) {
            merged.add(block);
        }
    }

    /**
     * All shards have come so far, if all that this says to stand before it does. What does not was lost on its way: then this counts
     * nothing, nor does what follows it, until the job goes back to a checkpoint and sends it again. Whether it counts is decided here and
     * nowhere else, where all shards have read the same.
     *
     * @return whether it counts
     */
    public boolean progress(RoundProgress said) {
        boolean whole = said.after() <= progress;
        for (ClosedRound round : said.closed()) {
            whole &= round.round() <= progress || merged.pieces(round.round()) >= round.pieces();
        }
        if (whole) {
            progress = Math.max(progress, said.watermark());
        }
        return whole;
    }

    /** No event up to and including the watermark comes any more. */
    public void events(long watermark) {
        events = Math.max(events, watermark);
        arrivals.pass(events, passed);
    }

    /** Does all that may be done now. */
    public void advance(RoundActions actions) {
        boolean more = events != Long.MIN_VALUE;
        while (more) {
            if (training != Rounds.NONE && nextTime() >= rounds.end(training)) {
                finish(actions);
            }
            untrained = untrained();
            settle(Math.min(untrained, allowed()), actions);
            more = isClosingDue() ? begin(closing) : takeNext(actions);
        }
        forgetTaken();
    }

    /** Every round that ends at or before this has been trained to its end; {@code Long.MIN_VALUE}: nothing is known yet. */
    public long watermark() {
        if (events == Long.MIN_VALUE) {
            return events;
        }
        long untrained = untrained();
        return untrained == Rounds.NONE ? Long.MAX_VALUE : untrained - 1;
    }

    /** Whether there is something to do that waits for other shards alone. */
    public boolean isWaiting() {
        return taken < passed.size() || closing != Rounds.NONE && closing + rounds.millis() <= nextTime();
    }

    /** Events that have been added and not acted upon. */
    public int size() {
        return arrivals.size() + passed.size() - taken + batch.size();
    }

    /** Rounds that have been read and not been applied. */
    public int mergedRounds() {
        return merged.size();
    }

    public void waiting(Consumer<ShardEvent> visitor) {
        batch.forEach(visitor);
        passed.subList(taken, passed.size()).forEach(visitor);
        arrivals.forEach(visitor);
    }

    public void merged(Consumer<MergedBlock> visitor) {
        merged.forEach(visitor);
    }

    /** Where the sequence stands, without the events of the batch that is not cut yet. */
    public RoundPosition position() {
        Position sequence = new Position(published, due, offsets.clicks(), offsets.items());
        return new RoundPosition(sequence, training, closing, applied, progress, untrained);
    }

    /** What has been acted upon of each partition. */
    public NextOffsets offsets() {
        return offsets;
    }

    /** Event time of the first event that has not been taken, or that may still come; never in a round that is over. */
    private long nextTime() {
        if (taken < passed.size()) {
            return Math.max(passed.get(taken).eventTime(), untrained);
        }
        return Math.max(events == Long.MAX_VALUE ? events : events + 1, untrained);
    }

    /** Start of the first round that is not trained to its end; NONE: there is no more. */
    private long untrained() {
        return Math.min(rounds.of(nextTime()), closing);
    }

    /** Start of the last round that may be trained. */
    private long allowed() {
        if (progress == Long.MIN_VALUE) {
            return progress;
        }
        return progress == Long.MAX_VALUE ? Rounds.NONE : rounds.of(progress + 1);
    }

    private boolean isClosingDue() {
        return training == Rounds.NONE
                && closing != Rounds.NONE
                && closing <= allowed()
                && rounds.end(closing) <= nextTime();
    }

    private boolean begin(long round) {
        training = round;
        closing = rounds.closing(round);
        return true;
    }

    private void finish(RoundActions actions) {
        batch.cut(actions);
        boolean beforeVersion = training == closing;
        actions.contribute(training, beforeVersion);
        training = Rounds.NONE;
        if (beforeVersion) {
            closing = Rounds.NONE;
        }
    }

    /** Applies the rounds that end at or before {@code frontier}, and publishes the versions due until then, in order. */
    private void settle(long frontier, RoundActions actions) {
        while (true) {
            long round = merged.first();
            if (due != Position.NONE && due <= Math.min(frontier, round)) {
                published = due;
                due = Position.NONE;
                actions.publish(published);
            } else if (round != Rounds.NONE && rounds.end(round) <= frontier) {
                actions.merge(merged.take());
                applied = rounds.end(round);
                if (due == Position.NONE) {
                    due = rounds.boundary(round);
                }
            } else {
                return;
            }
        }
    }

    /** Takes the next event, if there is one and its turn has come. */
    private boolean takeNext(RoundActions actions) {
        if (taken == passed.size()) {
            batch.cutAt(nextTime(), actions);
            return false;
        }
        ShardEvent event = passed.get(taken);
        long time = nextTime();
        long round = rounds.of(time);
        if (event instanceof ExampleRecord example) {
            if (round > Math.min(allowed(), closing)) {
                return false;
            }
            begin(round);
            batch.cutAt(time, actions);
            taken(event);
            batch.add(example, actions);
        } else {
            if (time >= rounds.boundary(Math.min(round, allowed()))) {
                return false;
            }
            batch.cutAt(time, actions);
            taken(event);
            actions.catalogue(((ItemRecord) event).item());
        }
        return true;
    }

    private void taken(ShardEvent event) {
        taken++;
        offsets.taken(event);
    }

    private void forgetTaken() {
        if (taken == passed.size()) {
            passed.clear();
            taken = 0;
        } else if (taken > passed.size() / 2) {
            passed.subList(0, taken).clear();
            taken = 0;
        }
    }
}
