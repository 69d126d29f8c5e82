package io.poeem.train.step;

import java.util.Arrays;

/**
 * Finds the rows of a batch that carry the same id. Rows of one id form a ring: {@code next(i)} leads from one to the next
 * and after the last back to the first, so a batch costs O(B) and a row only its own hits.
 */
final class AccidentalHits {

    private static final int EMPTY = -1;
    private static final int SPREAD = 0x9E3779B9;

    private final int[] slots;
    private final int shift;
    private final int[] next;

    AccidentalHits(int maxBatch) {
        int bits = 32 - Integer.numberOfLeadingZeros(2 * maxBatch);
        slots = new int[1 << bits];
        shift = 32 - bits;
        next = new int[maxBatch];
    }

    void load(int[] ids, int n) {
        Arrays.fill(slots, EMPTY);
        for (int i = 0; i < n; i++) {
            int slot = ids[i] * SPREAD >>> shift;
            while (slots[slot] != EMPTY && ids[slots[slot]] != ids[i]) {
                slot = slot + 1 == slots.length ? 0 : slot + 1;
            }
            int other = slots[slot];
            next[i] = other == EMPTY ? i : next[other];
            if (other == EMPTY) {
                slots[slot] = i;
            } else {
                next[other] = i;
            }
        }
    }

    /** Writes {@code value} at every other row of row i's id. */
    void mark(int i, float[] row, int at, float value) {
        for (int j = next[i]; j != i; j = next[j]) {
            row[at + j] = value;
        }
    }
}
