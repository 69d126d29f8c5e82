package io.poeem.state.scan;

import java.util.Arrays;

/**
 * Items that may be among the k best, each with bounds of its score. Whatever cannot be among them leaves when the room is used up; so
 * nearly every item that comes costs only its being written down. Belongs to one thread, reused from query to query.
 */
final class Candidates {
    private static final int ROOM = 256;

    private int k;
    private int room;
    private int size;
    private float threshold;
    private int[] lower = new int[0];
    private float[] upper = new float[0];
    private int[] slots = new int[0];
    private int[] items = new int[0];
    private int[] selection = new int[0];

    /** @param most how many are to be found, at least 1 */
    void begin(int most) {
        k = most;
        room = Math.max(ROOM, Math.addExact(k, k));
        size = 0;
        threshold = Float.NEGATIVE_INFINITY;
        makeRoom(room);
    }

    /** An item whose score cannot reach it is not among the best. */
    float threshold() {
        return threshold;
    }

    int size() {
        return size;
    }

    int slot(int i) {
        return slots[i];
    }

    int item(int i) {
        return items[i];
    }

    void add(float low, float high, int slot, int item) {
        if (size == room) {
            narrow();
            if (size > room / 2) { // many within the bounds of each other
                room = Math.multiplyExact(2, room);
                makeRoom(room);
            }
            if (!(high >= threshold)) {
                return;
            }
        }
        lower[size] = Selection.key(low);
        upper[size] = high;
        slots[size] = slot;
        items[size++] = item;
    }

    /** Raises the threshold to the k-th largest lower bound and drops those that cannot reach it. */
    void narrow() {
        if (size <= k) {
            return;
        }
        System.arraycopy(lower, 0, selection, 0, size);
        threshold = Math.max(threshold, Selection.value(Selection.largest(selection, size, k)));
        int kept = 0;
        for (int i = 0; i < size; i++) { // without a branch, as in the selection
            lower[kept] = lower[i];
            upper[kept] = upper[i];
            slots[kept] = slots[i];
            items[kept] = items[i];
            kept += upper[i] >= threshold ? 1 : 0;
        }
        size = kept;
    }

    private void makeRoom(int n) {
        if (lower.length < n) {
            lower = Arrays.copyOf(lower, n);
            upper = Arrays.copyOf(upper, n);
            slots = Arrays.copyOf(slots, n);
            items = Arrays.copyOf(items, n);
            selection = new int[n];
        }
    }
}
