package io.poeem.job.sequence;

import io.poeem.job.event.ExampleRecord;
import io.poeem.job.event.ShardEvent;
import java.util.SortedMap;
import java.util.TreeMap;

/** Next offset to be acted upon, of each partition. Right when a version is due: then no batch is open. */
public final class NextOffsets {

    private final TreeMap<Integer, Long> clicks;
    private final TreeMap<Integer, Long> items;

    NextOffsets(Position position) {
        clicks = new TreeMap<>(position.clicks());
        items = new TreeMap<>(position.items());
    }

    void taken(ShardEvent event) {
        (event instanceof ExampleRecord ? clicks : items).merge(event.partition(), event.offset() + 1, Math::max);
    }

    /** Of clicks, by partition. */
    public SortedMap<Integer, Long> clicks() {
        return clicks;
    }

    /** Of the catalogue, by partition. */
    public SortedMap<Integer, Long> items() {
        return items;
    }
}
