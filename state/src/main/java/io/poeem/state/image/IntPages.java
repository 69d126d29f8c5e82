package io.poeem.state.image;

import java.util.Arrays;

/** Ints in pages, so that no array is large; a copy shares the pages that it does not write to. A power of two of them. */
final class IntPages {
    private static final int BITS = 14;
    private static final int MASK = (1 << BITS) - 1;

    private final int[][] pages;
    private final boolean[] own; // pages that only this instance has seen

    private IntPages(int[][] pages, boolean[] own) {
        this.pages = pages;
        this.own = own;
    }

    /** All zero. */
    static IntPages of(int size) {
        int[][] pages = new int[Math.max(1, size >>> BITS)][Math.min(size, 1 << BITS)];
        boolean[] own = new boolean[pages.length];
        Arrays.fill(own, true);
        return new IntPages(pages, own);
    }

    /** To be written to; neither sees what the other writes from now on, if this is not written to any more. */
    IntPages copy() {
        return new IntPages(pages.clone(), new boolean[pages.length]);
    }

    int get(int i) {
        return pages[i >>> BITS][i & MASK];
    }

    void set(int i, int value) {
        int page = i >>> BITS;
        if (!own[page]) {
            pages[page] = pages[page].clone();
            own[page] = true;
        }
        pages[page][i & MASK] = value;
    }

    int size() {
        return pages.length * pages[0].length;
    }
}
