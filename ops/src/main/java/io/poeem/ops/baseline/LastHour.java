package io.poeem.ops.baseline;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The items most clicked within the last hour. Clicks leave the count as soon as they are older; the order is made anew with
 * the first click a minute or more after the last time.
 *
 * <p>Of items with equally many clicks the one comes first that has been in the window without a break for longer.
 */
public final class LastHour implements Baseline {

    private static final long HOUR = 3_600_000;
    private static final long EVERY = 60_000;

    private final int[] counts; // per item
    private final long[] since; // per item: number of the click that took its count from 0 to 1
    private final int[] place; // per item: in the order, or -1
    private int[] order = {};
    private long[] times = new long[1024]; // a ring of the window's clicks
    private int[] items = new int[1024];
    private int first;
    private int size;
    private long learned;
    private long now;
    private long next = Long.MIN_VALUE;

    /** @param items numbers of items are below this */
    public LastHour(int items) {
        counts = new int[items];
        since = new long[items];
        place = new int[items];
        Arrays.fill(place, -1);
    }

    @Override
    public void advance(long time) {
        now = time;
        while (size > 0 && times[first] < time - HOUR) {
            counts[items[first]]--;
            first = (first + 1) % times.length;
            size--;
        }
        if (time >= next) {
            sort();
            next = time + EVERY;
        }
    }

    @Override
    public int rank(int user, int item, int[] excluded) {
        return Excluded.rank(place, item, excluded);
    }

    @Override
    public void learn(int user, int item) {
        if (size == times.length) {
            grow();
        }
        int end = (first + size++) % times.length;
        times[end] = now;
        items[end] = item;
        if (counts[item]++ == 0) {
            since[item] = learned;
        }
        learned++;
    }

    /** All items of the window when the order was made, best first; not to be written to. */
    int[] order() {
        return order;
    }

    private void sort() {
        for (int item : order) {
            place[item] = -1;
        }
        order = IntStream.range(0, size)
                .map(i -> items[(first + i) % items.length])
                .distinct()
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(item -> -counts[item]).thenComparingLong(item -> since[item]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; i < order.length; i++) {
            place[order[i]] = i;
        }
    }

    private void grow() {
        long[] moreTimes = new long[2 * size];
        int[] moreItems = new int[2 * size];
        for (int i = 0; i < size; i++) {
            moreTimes[i] = times[(first + i) % size];
            moreItems[i] = items[(first + i) % size];
        }
        times = moreTimes;
        items = moreItems;
        first = 0;
    }
}
