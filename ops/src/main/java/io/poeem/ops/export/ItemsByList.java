package io.poeem.ops.export;

import io.poeem.state.image.Items;

/** Items in the order of their lists, within a list in that of the image: a counting sort, an int for each item. */
final class ItemsByList {

    private final int[] starts; // (J + 1)
    private final int[] order; // (n)

    ItemsByList(Items items, int lists) {
        this.starts = new int[lists + 1];
        this.order = new int[items.size()];
        for (int i = 0; i < order.length; i++) {
            starts[items.coarse(i) + 1]++;
        }
        for (int list = 0; list < lists; list++) {
            starts[list + 1] += starts[list];
        }
        int[] next = starts.clone();
        for (int i = 0; i < order.length; i++) {
            order[next[items.coarse(i)]++] = i;
        }
    }

    int size(int list) {
        return starts[list + 1] - starts[list];
    }

    /** The item at a place of a list. */
    int item(int list, int place) {
        return order[starts[list] + place];
    }
}
