package io.poeem.train.rotation;

import java.util.Arrays;

/** {@code givens-greedy}: the pair of the largest |A_ij| first, then the largest of what is left; ties go to the smaller i, then j. */
final class GreedyPairs implements PairRule {

    @Override
    public int[] pairs(double[] skew, int dims, long step) {
        long[] order = new long[dims * (dims - 1) / 2];
        for (int i = 0, n = 0; i < dims; i++) {
            for (int j = i + 1; j < dims; j++) {
                order[n++] = descending((float) Math.abs(skew[i * dims + j])) << 32 | i * dims + j;
            }
        }
        Arrays.sort(order);
        return choose(order, dims);
    }

    /** Larger values, which are not negative, get smaller numbers, not negative either: the bits of such floats sort as they do. */
    private static long descending(float value) {
        return Integer.MAX_VALUE - Float.floatToIntBits(value);
    }

    private static int[] choose(long[] order, int dims) {
        boolean[] used = new boolean[dims];
        int[] pairs = new int[dims / 2 * 2];
        int n = 0;
        for (int at = 0; n < pairs.length; at++) {
            int i = (int) order[at] / dims;
            int j = (int) order[at] % dims;
            if (!used[i] && !used[j]) {
                used[i] = true;
                used[j] = true;
                pairs[n++] = i;
                pairs[n++] = j;
            }
        }
        return pairs;
    }
}
