package io.poeem.state.image;

import java.util.Arrays;

/** The ascending order of a delta's keys. */
final class Ascending {
    private Ascending() {}

    /** Positions that bring n keys in ascending order, and the proof that none stands twice. */
    static int[] of(String[] keys, int n, String what) {
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (i, j) -> keys[i].compareTo(keys[j]));
        int[] positions = new int[n];
        for (int i = 0; i < n; i++) {
            positions[i] = order[i];
            if (i > 0 && keys[positions[i]].equals(keys[positions[i - 1]])) {
                throw new IllegalArgumentException(what + " " + keys[positions[i]] + " stands twice in one version");
            }
        }
        return positions;
    }
}
