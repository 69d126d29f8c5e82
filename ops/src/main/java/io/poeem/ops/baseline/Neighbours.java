package io.poeem.ops.baseline;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The items that were clicked after one item, and how often, in the order of their first time. When there are more than
 * {@value #MOST}, the {@value #KEPT} most frequent stay, of equals the first, in that order, with half their counts: so the
 * memory is bounded, and the past fades.
 */
final class Neighbours {

    private static final int MOST = 400;
    private static final int KEPT = 150;

    private int[] items = new int[4];
    private double[] counts = new double[4];
    private int size;

    void add(int item) {
        int at = 0;
        while (at < size && items[at] != item) {
            at++;
        }
        if (at == size) {
            append(item);
        }
        counts[at]++;
        if (size > MOST) {
            cut();
        }
    }

    int size() {
        return size;
    }

    int item(int i) {
        return items[i];
    }

    double count(int i) {
        return counts[i];
    }

    private void append(int item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, 2 * size);
            counts = Arrays.copyOf(counts, 2 * size);
        }
        items[size] = item;
        counts[size++] = 0;
    }

    private void cut() {
        int[] kept = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -counts[i]))
                .limit(KEPT)
                .mapToInt(Integer::intValue)
                .toArray();
        int[] oldItems = items.clone();
        double[] oldCounts = counts.clone();
        for (int i = 0; i < KEPT; i++) {
            items[i] = oldItems[kept[i]];
            counts[i] = oldCounts[kept[i]] / 2;
        }
        size = KEPT;
    }
}
