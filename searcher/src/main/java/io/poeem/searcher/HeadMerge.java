package io.poeem.searcher;

import java.util.Arrays;

/** Hits of several heads made one: each item once, with the largest of its scores. Belongs to one query. */
final class HeadMerge {

    private final Scratch scratch;
    private int size;

    HeadMerge(Scratch scratch) {
        this.scratch = scratch;
    }

    /** Takes the first {@code n} of the scratch's numbers and scores. */
    void add(int n) {
        if (scratch.found.length < size + n) {
            scratch.found = Arrays.copyOf(scratch.found, Math.max(size + n, 2 * size));
        }
        for (int i = 0; i < n; i++) {
            scratch.found[size++] = (long) scratch.numbers[i] << 32 | ascending(scratch.scores[i]) & 0xffffffffL;
        }
    }

    /**
     * Writes the k best to the scratch, best first. Whoever is among them is among the k best of the head that gives it its score.
     *
     * @return how many
     */
    int best(int k) {
        Arrays.sort(scratch.found, 0, size);
        scratch.top.begin(k, scratch.byId);
        for (int i = 0; i < size; i++) {
            long found = scratch.found[i];
            if (i + 1 == size || (int) (scratch.found[i + 1] >> 32) != (int) (found >> 32)) {
                scratch.top.offer(score((int) found), (int) (found >> 32));
            }
        }
        int n = scratch.top.size();
        scratch.top.drain(scratch.numbers, scratch.scores);
        return n;
    }

    /** A number whose order, taken as unsigned, is that of the scores. */
    private static int ascending(float score) {
        int bits = Float.floatToIntBits(score);
        return bits < 0 ? ~bits : bits ^ Integer.MIN_VALUE;
    }

    private static float score(int ascending) {
        return Float.intBitsToFloat(ascending < 0 ? ascending ^ Integer.MIN_VALUE : ~ascending);
    }
}
