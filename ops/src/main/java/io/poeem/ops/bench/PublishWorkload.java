package io.poeem.ops.bench;

import io.poeem.schemas.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Generated examples with histories; the same seed gives the same. */
final class PublishWorkload {

    private static final int HISTORY = 10;

    private final SplittableRandom random;
    private final int items;
    private long clicks;

    PublishWorkload(int items, long seed) {
        this.random = new SplittableRandom(seed);
        this.items = items;
    }

    /** Clicks of {@code size} items from {@code first} on, each after its successor: rows of items and of two tokens each. */
    List<Example> inOrder(int first, int size) {
        List<Example> batch = new ArrayList<>(size);
        for (int i = first; i < Math.min(items, first + size); i++) {
            batch.add(example(id(i), List.of(id((i + 1) % items))));
        }
        return batch;
    }

    /** Clicks by Zipf's law. */
    List<Example> zipf(int size) {
        List<Example> batch = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            List<String> history = new ArrayList<>(HISTORY);
            for (int h = 0; h < HISTORY; h++) {
                history.add(zipf());
            }
            batch.add(example(zipf(), history));
        }
        return batch;
    }

    private Example example(String item, List<String> history) {
        return new Example("u" + clicks % 1000, item, clicks++, 0, clicks, 1f, false, history, List.of());
    }

    private String zipf() {
        return id((int) Math.exp(random.nextDouble() * Math.log(items)) % items);
    }

    /** Ids of neighbouring ranks are far apart in the order of ids, as real ones are. */
    private static String id(int rank) {
        return Integer.toHexString(rank * 0x9e3779b1);
    }
}
