package io.poeem.train.rows;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.Arrays;

/**
 * Sorts keys as {@link String#compareTo} does, and with each what stands for its row.
 *
 * <p>Keys lie all over the heap: each is looked at once, for the first eight characters packed into a number, and only ties
 * look again.
 */
final class KeyOrder {

    private static final int PACKED = 8;
    private static final int LAST = 255;

    private String[] keys = new String[1024];
    private int[] rows = new int[1024];
    private long[] heads = new long[1024];
    private int[] order = new int[1024];
    private int size;

    void clear() {
        Arrays.fill(keys, 0, size, null);
        size = 0;
    }

    void add(String key, int row) {
        if (size == keys.length) {
            int length = Math.multiplyExact(size, 2);
            keys = Arrays.copyOf(keys, length);
            rows = Arrays.copyOf(rows, length);
            heads = Arrays.copyOf(heads, length);
            order = Arrays.copyOf(order, length);
        }
        keys[size] = key;
        heads[size] = head(key);
        rows[size++] = row;
    }

    int size() {
        return size;
    }

    /** To be called after the last {@link #add}. */
    void sort() {
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        IntArrays.quickSort(order, 0, size, this::compare);
    }

    /** The row of the i-th key in order. */
    int row(int i) {
        return rows[order[i]];
    }

    private int compare(int a, int b) {
        return heads[a] == heads[b] ? keys[a].compareTo(keys[b]) : Long.compareUnsigned(heads[a], heads[b]);
    }

    /**
     * The first eight characters. Those from 255 on are all alike and end it, filled up with zeros as a key that ends early:
     * such keys tie with what they cannot be told from, and are never put before what they are behind.
     */
    private static long head(String key) {
        long head = 0;
        for (int i = 0, n = Math.min(PACKED, key.length()); i < n; i++) {
            int next = Math.min(key.charAt(i), LAST);
            head |= (long) next << 56 - 8 * i;
            if (next == LAST) {
                break;
            }
        }
        return head;
    }
}
