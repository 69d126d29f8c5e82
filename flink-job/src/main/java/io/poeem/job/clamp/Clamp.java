package io.poeem.job.clamp;

import it.unimi.dsi.fastutil.ints.Int2LongAVLTreeMap;
import it.unimi.dsi.fastutil.ints.Int2LongSortedMap;
import it.unimi.dsi.fastutil.ints.Int2LongSortedMaps;

/**
 * Raises event times to the largest seen in their partition of one topic, so that nothing is ever late.
 *
 * <p>The result depends on the records of the partition and their order alone.
 */
public final class Clamp {

    private final Int2LongSortedMap maxima = new Int2LongAVLTreeMap();

    public Clamp() {
        maxima.defaultReturnValue(Long.MIN_VALUE);
    }

    /**
     * The event time that a record of a partition gets; remembers it.
     *
     * @param eventTime as the record says, milliseconds since 1970
     */
    public long clamp(int partition, long eventTime) {
        long largest = maxima.get(partition);
        if (eventTime > largest) {
            maxima.put(partition, eventTime);
            return eventTime;
        }
        return largest;
    }

    /** Takes up a remembered maximum. Any number of them for a partition, in any order. */
    public void restore(int partition, long maximum) {
        clamp(partition, maximum);
    }

    /** The largest event time seen, by partition. */
    public Int2LongSortedMap maxima() {
        return Int2LongSortedMaps.unmodifiable(maxima);
    }
}
