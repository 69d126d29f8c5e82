package io.poeem.train.rows;

import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * How often each row of a table was touched since the last merge, and which were, without a look at the others. Counts of
 * rows that leave the cache are kept by key.
 */
final class TouchCounts {

    private int[] counts = {};
    /** Those with a count. */
    private final BitSet slots = new BitSet();

    private final Object2IntOpenHashMap<String> elsewhere = new Object2IntOpenHashMap<>();

    void resize(int length) {
        counts = Arrays.copyOf(counts, length);
    }

    void add(int slot) {
        if (counts[slot]++ == 0) {
            slots.set(slot);
        }
    }

    /** A row came into the cache. */
    void loaded(int slot, String key) {
        if (!elsewhere.isEmpty()) {
            counts[slot] = elsewhere.removeInt(key);
            slots.set(slot, counts[slot] > 0);
        }
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
        slots.clear(slot);
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

    /** Rows with a count, each once: what this takes of the heap follows from them. */
    int size() {
        return slots.cardinality() + elsewhere.size();
    }

    /** Keys of all rows with a count, each once. */
    List<String> keys(RowTable table) {
        List<String> keys = new ArrayList<>(size());
        slots.stream().forEach(slot -> keys.add(table.key(slot)));
        keys.addAll(elsewhere.keySet());
        return keys;
    }

    void clear() {
        slots.stream().forEach(slot -> counts[slot] = 0);
        slots.clear();
        elsewhere.clear();
    }
}
