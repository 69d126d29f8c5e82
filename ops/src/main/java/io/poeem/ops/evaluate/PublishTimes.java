package io.poeem.ops.evaluate;

import java.util.Arrays;

/** Of one partition: the offsets of its clicks, ascending, and the wall clock of each one's publication. Grows only. */
public final class PublishTimes {

    private long[] offsets = new long[1024];
    private long[] millis = new long[1024];
    private int size;

    /** @param published ms since the epoch */
    public void add(long offset, long published) {
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * size);
            millis = Arrays.copyOf(millis, 2 * size);
        }
        offsets[size] = offset;
        millis[size] = published;
        size++;
    }

    public int size() {
        return size;
    }

    public long offset(int i) {
        return offsets[i];
    }

    public long millis(int i) {
        return millis[i];
    }
}
