package io.poeem.ops.live;

import java.util.Arrays;

/**
 * Wall-clock time from the publication of a click to the swap of the version that holds it, in ms.
 *
 * @param p50 half of the clicks were searchable faster
 * @param p99 99 of 100 were
 */
public record Freshness(double p50, double p99) {

    /** @param millis one per click, in any order; not empty; is sorted */
    static Freshness of(long[] millis) {
        Arrays.sort(millis);
        return new Freshness(quantile(millis, 0.5), quantile(millis, 0.99));
    }

    /** The smallest value that at least a share q of them does not exceed. */
    private static double quantile(long[] sorted, double q) {
        int at = (int) Math.ceil(q * sorted.length) - 1;
        return sorted[Math.max(0, at)];
    }
}
