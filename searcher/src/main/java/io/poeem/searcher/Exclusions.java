package io.poeem.searcher;

import io.poeem.state.image.Items;
import java.util.Arrays;
import java.util.Set;

/** The items of an image that must not come back, as sorted numbers. */
final class Exclusions {

    private final int[] sorted;

    private Exclusions(int[] sorted) {
        this.sorted = sorted;
    }

    static Exclusions of(Set<String> ids, Items items) {
        int[] found =
                ids.stream().mapToInt(items::indexOf).filter(item -> item >= 0).toArray();
        Arrays.sort(found);
        return new Exclusions(found);
    }

    boolean contains(int item) {
        return sorted.length > 0 && Arrays.binarySearch(sorted, item) >= 0;
    }

    int size() {
        return sorted.length;
    }
}
