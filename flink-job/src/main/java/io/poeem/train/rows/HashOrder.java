package io.poeem.train.rows;

import java.util.Arrays;

/**
 * Sorts keys into an order that depends on them alone and is cheap to make: by hash, which strings remember, and of one hash by
 * text. For state, whose bytes should not tell which rows were cached.
 */
final class HashOrder {

    private static final int INDEX_BITS = 32;

    private HashOrder() {}

    /** A new array of the same keys, sorted. */
    static String[] of(String[] keys) {
        long[] order = new long[keys.length];
        for (int i = 0; i < keys.length; i++) {
            order[i] = (long) keys[i].hashCode() << INDEX_BITS | i;
        }
        Arrays.sort(order);
        String[] sorted = new String[keys.length];
        for (int i = 0; i < keys.length; i++) {
            sorted[i] = keys[(int) order[i]];
        }
        for (int from = 0, to; from < sorted.length; from = to) {
            to = from + 1;
            while (to < sorted.length && sorted[to].hashCode() == sorted[from].hashCode()) {
                to++;
            }
            Arrays.sort(sorted, from, to);
        }
        return sorted;
    }
}
