package io.poeem.train.rows;

import java.util.Arrays;

/**
 * Keys to slots: open addressing with linear probing, no boxing, and a lookup of {@code prefix + name} that does not build
 * the concatenation (the query's {@code hist=} tokens are looked up a dozen times per example).
 *
 * <p>Owns only the mapping; slots are the caller's. Not for concurrent use.
 */
final class KeyIndex {

    private static final int FREE = -1;

    private String[] keys = new String[1 << 10];
    private int[] hashes = new int[1 << 10];
    private int[] slots = new int[1 << 10];
    private int size;

    KeyIndex() {
        Arrays.fill(slots, FREE);
    }

    int size() {
        return size;
    }

    /** The slot of {@code key}, or -1. */
    int find(String key) {
        int hash = spread(key.hashCode());
        int mask = slots.length - 1;
        for (int i = hash & mask; slots[i] != FREE; i = i + 1 & mask) {
            if (hashes[i] == hash && keys[i].equals(key)) {
                return slots[i];
            }
        }
        return -1;
    }

    /** The slot of the key that is {@code prefix} followed by {@code name}, or -1. */
    int find(Prefix prefix, String name) {
        int hash = spread(prefix.hash(name));
        int mask = slots.length - 1;
        for (int i = hash & mask; slots[i] != FREE; i = i + 1 & mask) {
            if (hashes[i] == hash && prefix.matches(keys[i], name)) {
                return slots[i];
            }
        }
        return -1;
    }

    /** Adds a key that is not there yet. */
    void add(String key, int slot) {
        if (2 * (size + 1) > slots.length) {
            grow();
        }
        place(key, spread(key.hashCode()), slot);
        size++;
    }

    /** Removes a key that is there, and closes the gap so that no tombstone stays. */
    void remove(String key) {
        int mask = slots.length - 1;
        int hash = spread(key.hashCode());
        int gap = hash & mask;
        while (hashes[gap] != hash || !key.equals(keys[gap])) {
            gap = gap + 1 & mask;
        }
        for (int i = gap + 1 & mask; slots[i] != FREE; i = i + 1 & mask) {
            int home = hashes[i] & mask;
            if ((i - home & mask) >= (i - gap & mask)) {
                keys[gap] = keys[i];
                hashes[gap] = hashes[i];
                slots[gap] = slots[i];
                gap = i;
            }
        }
        keys[gap] = null;
        hashes[gap] = 0;
        slots[gap] = FREE;
        size--;
    }

    private void grow() {
        String[] oldKeys = keys;
        int[] oldHashes = hashes;
        int[] oldSlots = slots;
        int length = Math.multiplyExact(oldSlots.length, 2);
        keys = new String[length];
        hashes = new int[length];
        slots = new int[length];
        Arrays.fill(slots, FREE);
        for (int i = 0; i < oldSlots.length; i++) {
            if (oldSlots[i] != FREE) {
                place(oldKeys[i], oldHashes[i], oldSlots[i]);
            }
        }
    }

    private void place(String key, int hash, int slot) {
        int mask = slots.length - 1;
        int i = hash & mask;
        while (slots[i] != FREE) {
            i = i + 1 & mask;
        }
        keys[i] = key;
        hashes[i] = hash;
        slots[i] = slot;
    }

    /** Murmur3's finalizer: neighbouring numbers must not end up in one run. */
    private static int spread(int hash) {
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return hash ^ hash >>> 16;
    }
}
