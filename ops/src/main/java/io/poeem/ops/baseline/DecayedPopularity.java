package io.poeem.ops.baseline;

import java.time.Duration;
import java.util.Arrays;

/**
 * The items with the highest decayed click count, every click counted at once: a click of age a counts 2^(-a / half-life).
 *
 * <p>By forward decay (Cormode et al. 2009) a count is Σ 2^((t - t_0) / half-life), kept as its logarithm: it changes with a
 * click of the item only, and then rises. So the order of all items is kept by moving one item forward per click. Of equal
 * counts the one reached first comes first.
 */
public final class DecayedPopularity implements Baseline {

    private static final double LN2 = Math.log(2);

    private final double rate;
    private final double[] logCounts; // per item
    private final int[] place; // per item: in the order, or -1
    private final int[] order;
    private int size;
    private long start = Long.MIN_VALUE;
    private long now;

    /** @param items numbers of items are below this */
    public DecayedPopularity(int items, Duration halfLife) {
        rate = LN2 / halfLife.toMillis();
        logCounts = new double[items];
        order = new int[items];
        place = new int[items];
        Arrays.fill(place, -1);
    }

    @Override
    public void advance(long time) {
        start = start == Long.MIN_VALUE ? time : start;
        now = time;
    }

    @Override
    public int rank(int user, int item, int[] excluded) {
        return Excluded.rank(place, item, excluded);
    }

    @Override
    public void learn(int user, int item) {
        double weight = (now - start) * rate;
        if (place[item] < 0) {
            logCounts[item] = weight;
            place[item] = size;
            order[size++] = item;
        } else {
            logCounts[item] = logAdd(logCounts[item], weight);
        }
        moveUp(item);
    }

    /** Before all items ahead of it whose count is now smaller. */
    private void moveUp(int item) {
        int from = place[item];
        int to = 0;
        for (int high = from; to < high; ) {
            int middle = (to + high) >>> 1;
            if (logCounts[order[middle]] < logCounts[item]) {
                high = middle;
            } else {
                to = middle + 1;
            }
        }
        System.arraycopy(order, to, order, to + 1, from - to);
        order[to] = item;
        for (int i = to; i <= from; i++) {
            place[order[i]] = i;
        }
    }

    /** log(e^a + e^b). */
    private static double logAdd(double a, double b) {
        return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
    }
}
