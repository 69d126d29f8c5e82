package io.poeem.job.event;

import java.util.Comparator;

/**
 * What a shard learns from. Its order is part of the result: by event time, at equal times the catalogue first, then by
 * partition and offset. That is a total order, since no two records of a topic share partition and offset.
 */
public sealed interface ShardEvent permits ExampleRecord, ItemRecord {

    Comparator<ShardEvent> ORDER = ShardEvent::compare;

    /** Milliseconds since 1970. */
    long eventTime();

    int partition();

    long offset();

    /** The item whose shard learns from this. */
    String itemId();

    private static int compare(ShardEvent a, ShardEvent b) {
        int order = Long.compare(a.eventTime(), b.eventTime());
        if (order == 0) {
            order = Boolean.compare(a instanceof ExampleRecord, b instanceof ExampleRecord);
        }
        if (order == 0) {
            order = Integer.compare(a.partition(), b.partition());
        }
        return order == 0 ? Long.compare(a.offset(), b.offset()) : order;
    }
}
