package io.poeem.job.sequence;

import io.poeem.job.event.ExampleRecord;
import io.poeem.job.event.ItemRecord;
import io.poeem.job.event.ShardEvent;
import io.poeem.schemas.Example;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
    private final List<ShardEvent> passed = new ArrayList<>();
    private final List<ExampleRecord> open = new ArrayList<>();
    private final List<Example> batch = new ArrayList<>();
    private final TreeMap<Integer, Long> clicks = new TreeMap<>();
    private final TreeMap<Integer, Long> items = new TreeMap<>();
    private List<ShardEvent> arrived = new ArrayList<>();
    private List<ShardEvent> later = new ArrayList<>();
    private int queries;
    private long published;
    private long due;

    public Sequencer(SequenceRules rules, Position position, Collection<ShardEvent> waiting) {
        this.rules = rules;
        this.published = position.published();
        this.due = position.due();
        clicks.putAll(position.clicks());
        items.putAll(position.items());
        arrived.addAll(waiting);
    }

    public void add(ShardEvent event) {
        arrived.add(event);
    }

    /**
     * Acts upon every event up to and including the watermark; no earlier one comes any more.
     *
     * @param watermark milliseconds since 1970; {@code Long.MAX_VALUE}: nothing comes any more
     */
    public void advance(long watermark, Actions actions) {
        take(watermark);
        passed.sort(ShardEvent.ORDER);
        for (ShardEvent event : passed) {
            sequence(event, actions);
        }
        passed.clear();
        cutAt(watermark == Long.MAX_VALUE ? watermark : watermark + 1, actions);
    }

    /** Events that have been added and not acted upon. */
    public int size() {
        return arrived.size() + open.size();
    }

    public void waiting(Consumer<ShardEvent> visitor) {
        open.forEach(visitor);
        arrived.forEach(visitor);
    }

    /** Where the sequence stands, without the events of the batch that is not cut yet. */
    public Position position() {
        return new Position(published, due, clicks, items);
    }

    /** Next offset to be acted upon of each partition of clicks. Right when a version is due: then no batch is open. */
    public SortedMap<Integer, Long> clickOffsets() {
        return clicks;
    }

    /** The same of the catalogue. */
    public SortedMap<Integer, Long> itemOffsets() {
        return items;
    }

    private void take(long watermark) {
        for (int i = 0, n = arrived.size(); i < n; i++) {
            ShardEvent event = arrived.get(i);
            (event.eventTime() <= watermark ? passed : later).add(event);
        }
        arrived.clear();
        List<ShardEvent> emptied = arrived;
        arrived = later;
        later = emptied;
    }

    private void sequence(ShardEvent event, Actions actions) {
        cutAt(event.eventTime(), actions);
        if (due == Position.NONE) {
            due = rules.boundary(Math.max(event.eventTime(), published));
        }
        if (event instanceof ExampleRecord example) {
            clicks.merge(example.partition(), example.offset() + 1, Math::max);
            collect(example, actions);
        } else {
            items.merge(event.partition(), event.offset() + 1, Math::max);
            actions.catalogue(((ItemRecord) event).item());
        }
    }

    /** Nothing before {@code time} comes any more: cuts what is complete by that. */
    private void cutAt(long time, Actions actions) {
        if (!open.isEmpty() && time - open.get(0).eventTime() >= rules.maxDelayMillis()) {
            train(actions);
        }
        if (due != Position.NONE && time >= due) {
            train(actions);
            published = due;
            due = Position.NONE;
            actions.publish(published);
        }
    }

    private void collect(ExampleRecord record, Actions actions) {
        open.add(record);
        batch.add(record.example());
        if (rules.hasQuery().test(record.example())) {
            queries++;
        }
        if (queries == rules.batchSize() || open.size() == SequenceRules.MOST * rules.batchSize()) {
            train(actions);
        }
    }

    private void train(Actions actions) {
        if (!open.isEmpty()) {
            actions.train(batch);
            open.clear();
            batch.clear();
            queries = 0;
        }
    }
}
