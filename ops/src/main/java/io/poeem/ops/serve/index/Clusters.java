package io.poeem.ops.serve.index;

import io.poeem.state.image.IndexImage;
import java.util.Arrays;

/**
 * How the items are spread over the lists.
 *
 * @param lists how many there are
 * @param empty lists without items
 * @param largest items in the largest
 * @param median items in the one in the middle
 * @param sizes items of each list, largest first; of more than {@value #MAX_SHOWN} lists as many, evenly picked
 */
public record Clusters(int lists, int empty, int largest, int median, int[] sizes) {

    static final int MAX_SHOWN = 512;

    static Clusters of(IndexImage image) {
        int[] sizes = new int[image.lists().lists()];
        for (int c = 0; c < sizes.length; c++) {
            sizes[c] = image.lists().list(c).size();
        }
        Arrays.sort(sizes);
        int lists = sizes.length;
        int empty = 0;
        while (empty < lists && sizes[empty] == 0) {
            empty++;
        }
        return new Clusters(lists, empty, sizes[lists - 1], sizes[lists / 2], picked(sizes));
    }

    private static int[] picked(int[] ascending) {
        int shown = Math.min(ascending.length, MAX_SHOWN);
        int[] picked = new int[shown];
        for (int i = 0; i < shown; i++) {
            long at = shown == 1 ? 0 : (long) i * (ascending.length - 1) / (shown - 1);
            picked[i] = ascending[ascending.length - 1 - (int) at];
        }
        return picked;
    }
}
