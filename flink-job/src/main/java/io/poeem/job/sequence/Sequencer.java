package io.poeem.job.sequence;

import io.poeem.job.event.ExampleRecord;
import io.poeem.job.event.ItemRecord;
import io.poeem.job.event.ShardEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Turns events that arrive in any order into one sequence of actions.
 *
 * <p>Events wait until the watermark passes them, and are then taken in {@link ShardEvent#ORDER}. Examples are put into a
 * batch; an item of the catalogue is acted upon at once. A batch is cut when it is full, before an event that is {@code
 * max-delay} or more behind the batch's first, and before a version. A version is due at the first multiple of the interval
 * beyond an event, once every event before it has been acted upon; an interval without events has none. So actions follow
 * from the events alone: a watermark decides when something is done, never what.
 *
 * <p>What a restored sequencer needs is {@link #position} and {@link #waiting}: the events of a batch that is not cut yet
 * count as waiting, and take their places again.
 */
public final class Sequencer {

    private final SequenceRules rules;
    private final Arrivals arrivals;
    private final List<ShardEvent> passed = new ArrayList<>();
    private final OpenBatch batch;
    private final NextOffsets offsets;
    private long published;
    private long due;

    public Sequencer(SequenceRules rules, Position position, Collection<ShardEvent> waiting) {
        this.rules = rules;
        this.published = position.published();
        this.due = position.due();
        offsets = new NextOffsets(position);
        batch = new OpenBatch(rules);
        arrivals = new Arrivals(waiting);
    }

    public void add(ShardEvent event) {
        arrivals.add(event);
    }

    /**
     * Acts upon every event up to and including the watermark; no earlier one comes any more.
     *
     * @param watermark milliseconds since 1970; {@code Long.MAX_VALUE}: nothing comes any more
     */
    public void advance(long watermark, Actions actions) {
        arrivals.pass(watermark, passed);
        for (ShardEvent event : passed) {
            sequence(event, actions);
        }
        passed.clear();
        cutAt(watermark == Long.MAX_VALUE ? watermark : watermark + 1, actions);
    }

    /** Events that have been added and not acted upon. */
    public int size() {
        return arrivals.size() + batch.size();
    }

    public void waiting(Consumer<ShardEvent> visitor) {
        batch.forEach(visitor);
        arrivals.forEach(visitor);
    }

    /** Where the sequence stands, without the events of the batch that is not cut yet. */
    public Position position() {
        return new Position(published, due, offsets.clicks(), offsets.items());
    }

    /** What has been acted upon of each partition. */
    public NextOffsets offsets() {
        return offsets;
    }

    private void sequence(ShardEvent event, Actions actions) {
        cutAt(event.eventTime(), actions);
        if (due == Position.NONE) {
            due = rules.boundary(Math.max(event.eventTime(), published));
        }
        offsets.taken(event);
        if (event instanceof ExampleRecord example) {
            batch.add(example, actions);
        } else {
            actions.catalogue(((ItemRecord) event).item());
        }
    }

    /** Nothing before {@code time} comes any more: cuts what is complete by that. */
    private void cutAt(long time, Actions actions) {
        batch.cutAt(time, actions);
        if (due != Position.NONE && time >= due) {
            batch.cut(actions);
            published = due;
            due = Position.NONE;
            actions.publish(published);
        }
    }
}
