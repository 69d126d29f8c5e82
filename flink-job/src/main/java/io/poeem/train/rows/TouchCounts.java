package io.poeem.train.rows;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How often each row of a table was touched since the last merge, and which were, without a look at the others. Counts of
 * rows that leave the cache are kept by key.
 */
final class TouchCounts {

    private int[] counts = {};
    /** Slots that counted something; a slot may have lost its row since. */
    private final IntArrayList slots = new IntArrayList();

    private final Object2IntOpenHashMap<String> elsewhere = new Object2IntOpenHashMap<>();

    void resize(int length) {
        counts = Arrays.copyOf(counts, length);
    }

    void add(int slot) {
        set(slot, counts[slot] + 1);
    }

    /** A row came into the cache. */
    void loaded(int slot, String key) {
        if (!elsewhere.isEmpty()) {
            set(slot, elsewhere.removeInt(key));
        }
    }

    private void set(int slot, int count) {
        if (counts[slot] == 0 && count > 0) {
            slots.add(slot);
        }
        counts[slot] = count;
    }

    /** A row leaves the cache; {@link #vacated} follows. */
    void evicted(int slot, String key) {
        if (counts[slot] > 0) {
            elsewhere.put(key, counts[slot]);
        }
    }

    /** A slot has no row any more. */
    void vacated(int slot) {
        counts[slot] = 0;
    }

    int of(int slot) {
        return counts[slot];
    }

    int elsewhere(String key) {
        return elsewhere.getInt(key);
    }

    void restore(String key, int count) {
        elsewhere.put(key, count);
    }

    /** Keys of all rows with a count, each once. */
    List<String> keys(RowTable table) {
        List<String> keys = new ArrayList<>(slots.size() + elsewhere.size());
        int[] sorted = slots.toIntArray();
        Arrays.sort(sorted);
        for (int i = 0; i < sorted.length; i++) {
            if (counts[sorted[i]] > 0 && (i == 0 || sorted[i] != sorted[i - 1])) {
                keys.add(table.key(sorted[i]));
            }
        }
        keys.addAll(elsewhere.keySet());
        return keys;
    }

    void clear() {
        for (int i = 0; i < slots.size(); i++) {
            counts[slots.getInt(i)] = 0;
        }
        slots.clear();
        elsewhere.clear();
    }
}
