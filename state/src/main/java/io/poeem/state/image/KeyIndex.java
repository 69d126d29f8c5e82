package io.poeem.state.image;

import java.util.Arrays;

/**
 * Position of a key in an ascending array: open addressing with at most {@value #PROBES} probes, and binary search for the keys that
 * find no place within them. So no choice of keys makes a look-up or the making of the index slow, although ids come from outside.
 */
final class KeyIndex {
    private static final int PROBES = 32;

    private final String[] keys;
    private final int[] slots; // position + 1; 0 is free
    private final int mask;

    KeyIndex(String[] ascending) {
        this.keys = ascending;
        this.mask = Math.max(16, Integer.highestOneBit(Math.max(1, ascending.length)) << 2) - 1;
        this.slots = new int[mask + 1];
        for (int i = 0; i < ascending.length; i++) {
            place(i);
        }
    }

    private void place(int position) {
        int slot = spread(keys[position]);
        for (int probe = 0; probe < PROBES; probe++, slot++) {
            if (slots[slot & mask] == 0) {
                slots[slot & mask] = position + 1;
                return;
            }
        }
    }

    /** -1 if there is no such key. */
    int find(String key) {
        int slot = spread(key);
        for (int probe = 0; probe < PROBES; probe++, slot++) {
            int position = slots[slot & mask] - 1;
            if (position < 0) {
                return -1;
            }
            if (keys[position].equals(key)) {
                return position;
            }
        }
        return Math.max(-1, Arrays.binarySearch(keys, key));
    }

    private static int spread(String key) {
        int hash = key.hashCode() * 0x9E3779B9;
        return hash ^ hash >>> 15;
    }
}
