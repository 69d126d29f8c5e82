package io.poeem.state.image;

import java.util.Arrays;

/**
 * Where the entries of a new version come from: base keys, with changed ones put in or over them, and removed ones left out. All arrays
 * ascend and hold no key twice; removed keys that the base does not hold are passed over.
 */
final class KeyMerge {
    /** The new version's keys, ascending; the base's own array where no key has come or gone. */
    final String[] keys;

    /** Entry i comes from position {@code source[i]} of the base, or, if negative, from {@code ~source[i]} of the changed. */
    final int[] source;

    private KeyMerge(String[] keys, int[] source) {
        this.keys = keys;
        this.source = source;
    }

    static KeyMerge of(String[] base, String[] changed, String[] removed) {
        String[] keys = new String[base.length + changed.length];
        int[] source = new int[keys.length];
        int n = 0;
        int b = 0;
        int c = 0;
        int r = 0;
        boolean same = true;
        while (b < base.length || c < changed.length) {
            int order = b == base.length ? 1 : c == changed.length ? -1 : base[b].compareTo(changed[c]);
            if (order < 0) {
                while (r < removed.length && removed[r].compareTo(base[b]) < 0) {
                    r++;
                }
                if (r < removed.length && removed[r].equals(base[b])) {
                    b++;
                    same = false;
                    continue;
                }
                keys[n] = base[b];
                source[n++] = b++;
            } else {
                same &= order == 0;
                keys[n] = order == 0 ? base[b++] : changed[c];
                source[n++] = ~c++;
            }
        }
        return new KeyMerge(same ? base : Arrays.copyOf(keys, n), Arrays.copyOf(source, n));
    }

    boolean keepsKeys(String[] base) {
        return keys == base;
    }

    /** Positions that bring n keys in ascending order, and the proof that none stands twice. */
    static int[] ascending(String[] keys, int n, String what) {
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (i, j) -> keys[i].compareTo(keys[j]));
        int[] positions = new int[n];
        for (int i = 0; i < n; i++) {
            positions[i] = order[i];
            if (i > 0 && keys[positions[i]].equals(keys[positions[i - 1]])) {
                throw new IllegalArgumentException(what + " " + keys[positions[i]] + " stands twice in one version");
            }
        }
        return positions;
    }
}
