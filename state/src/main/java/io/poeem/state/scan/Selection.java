package io.poeem.state.scan;

/**
 * The k-th largest of n numbers: quickselect with the median of three, linear in n unless the order is made to harm.
 *
 * <p>Numbers are ints in the order of floats, for whether an int is larger can be had without a branch: whether one of random numbers is
 * larger than a pivot no processor predicts, and to be wrong half the time costs more than all the rest.
 */
final class Selection {
    private static final int SIGN = Integer.SIZE - 1;

    private Selection() {}

    /** An int that is larger than another's exactly where the float is; of zeros the negative one is the smaller. */
    static int key(float x) {
        int bits = Float.floatToRawIntBits(x);
        return bits ^ (bits >> SIGN & Integer.MAX_VALUE);
    }

    /** The float of a key. */
    static float value(int key) {
        return Float.intBitsToFloat(key ^ (key >> SIGN & Integer.MAX_VALUE));
    }

    /**
     * @param keys reordered
     * @param k 1 to n
     */
    static int largest(int[] keys, int n, int k) {
        int from = 0;
        int to = n; // exclusive
        int wanted = k - 1; // of the descending order
        while (to - from > 1) {
            int pivot = medianOfThree(keys[from], keys[(from + to) >>> 1], keys[to - 1]);
            int larger = partition(keys, from, to, pivot, 0);
            if (wanted < larger) {
                to = larger;
                continue;
            }
            int notSmaller = partition(keys, larger, to, pivot, 1);
            if (wanted < notSmaller) {
                return pivot;
            }
            from = notSmaller;
        }
        return keys[from];
    }

    /** Brings what is larger than the pivot, or with 1 what equals it too, to the front; returns where the rest begins. */
    private static int partition(int[] keys, int from, int to, int pivot, int orEqual) {
        int end = from;
        for (int i = from; i < to; i++) {
            int key = keys[i];
            keys[i] = keys[end];
            keys[end] = key;
            end += (int) ((long) pivot - orEqual - key >>> Long.SIZE - 1);
        }
        return end;
    }

    private static int medianOfThree(int a, int b, int c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
