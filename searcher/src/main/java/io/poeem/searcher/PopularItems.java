package io.poeem.searcher;

import io.poeem.state.image.ItemList;
import io.poeem.state.image.ItemLists;
import io.poeem.state.scan.TopK;
import java.util.Arrays;

/**
 * The items of an image, the most clicked first, equals in the order of their ids. An item is told by its place: the number of items in
 * the lists before its own, and its position there.
 *
 * <p>Only as much of the order is worked out as was asked for; it is kept for the next call. Lists whose most clicked item is not among
 * them are passed over by what every list knows of itself, so after a delta this costs a look at the few lists that matter.
 */
final class PopularItems {

    private final ItemLists items;
    private final int[] starts; // (J + 1)
    private volatile int[] best = new int[0];

    PopularItems(ItemLists items) {
        this.items = items;
        this.starts = new int[items.lists() + 1];
        for (int c = 0; c < items.lists(); c++) {
            starts[c + 1] = starts[c] + items.list(c).size();
        }
    }

    /**
     * The places of at least the first {@code count} items, or of all of them if there are fewer.
     *
     * @return shared: not to be written to
     */
    int[] atLeast(int count) {
        int[] known = best;
        if (known.length >= Math.min(count, items.size())) {
            return known;
        }
        return workOut(count);
    }

    int list(int place) {
        int found = Arrays.binarySearch(starts, place);
        if (found < 0) {
            return -found - 2;
        }
        while (starts[found + 1] == place) {
            found++; // empty lists begin where the next one does
        }
        return found;
    }

    /** In its list. */
    int position(int place, int list) {
        return place - starts[list];
    }

    int number(int place) {
        int list = list(place);
        return items.list(list).numbers()[position(place, list)];
    }

    float logCount(int place) {
        int list = list(place);
        return items.list(list).logCounts()[position(place, list)];
    }

    private synchronized int[] workOut(int count) {
        int wanted = Math.min(items.size(), Math.max(count, 2 * best.length));
        if (best.length < wanted) {
            TopK top = new TopK(wanted, (a, b) -> items.compareIds(number(a), number(b)));
            for (int list : byLargest()) {
                if (items.list(list).largestLogCount() < top.threshold()) {
                    break;
                }
                offerAll(list, top);
            }
            best = top.drain();
        }
        return best;
    }

    private void offerAll(int list, TopK top) {
        ItemList of = items.list(list);
        float[] logCounts = of.logCounts();
        for (int i = 0; i < of.size(); i++) {
            if (logCounts[i] >= top.threshold()) {
                top.offer(logCounts[i], starts[list] + i);
            }
        }
    }

    /** Lists, that with the most clicked item first. */
    private int[] byLargest() {
        TopK order = new TopK(items.lists());
        for (int c = 0; c < items.lists(); c++) {
            order.offer(items.list(c).largestLogCount(), c);
        }
        return order.drain();
    }
}
