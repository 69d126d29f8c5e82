package io.poeem.ops.bench;

import io.poeem.ops.csv.ClickRow;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Generated clicks in the order of their event times: users uniform, items by Zipf's law (exponent 1), times evenly spread
 * over a span. The same seed gives the same.
 */
final class StreamWorkload {

    private final long clicks;
    private final long start;
    private final long spanMillis;
    private final int users;
    private final double[] cumulated;
    private final SplittableRandom random;
    private long next;

    /** @param start event time of the first click, ms since the epoch */
    StreamWorkload(long clicks, int users, int items, long start, long spanMillis, long seed) {
        this.clicks = clicks;
        this.start = start;
        this.spanMillis = spanMillis;
        this.users = users;
        this.random = new SplittableRandom(seed);
        this.cumulated = new double[items];
        double sum = 0;
        for (int rank = 0; rank < items; rank++) {
            sum += 1.0 / (rank + 1);
            cumulated[rank] = sum;
        }
    }

    /** The next click, or null at the end. */
    ClickRow next() {
        if (next == clicks) {
            return null;
        }
        long time = start + (long) (spanMillis * (next / (double) clicks));
        next++;
        String user = "u" + random.nextInt(users);
        return new ClickRow(next, time, user, "i" + zipf(), 1, List.of());
    }

    private int zipf() {
        double at = random.nextDouble() * cumulated[cumulated.length - 1];
        int found = Arrays.binarySearch(cumulated, at);
        return Math.min(cumulated.length - 1, found < 0 ? -found - 1 : found);
    }
}
