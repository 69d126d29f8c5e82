package io.poeem.searcher;

import io.poeem.state.image.Items;

/**
 * The items of an image, the most clicked first, equals in the order of their ids.
 *
 * <p>Only as much of the order is worked out as was asked for; it is kept for the next call.
 */
final class PopularItems {

    private final Items items;
    private volatile int[] best = new int[0];

    PopularItems(Items items) {
        this.items = items;
    }

    /**
     * At least the first {@code count} items, or all of them if there are fewer.
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

    private synchronized int[] workOut(int count) {
        int wanted = Math.min(items.size(), Math.max(count, 2 * best.length));
        if (best.length < wanted) {
            TopK top = new TopK(wanted);
            for (int item = 0; item < items.size(); item++) {
                top.offer(items.logCount(item), item);
            }
            best = top.drain();
        }
        return best;
    }
}
