package io.poeem.ops.bench;

import io.poeem.schemas.Example;
import io.poeem.schemas.Item;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Generated examples: users uniform, items by Zipf's law (exponent 1), no history. The same seed gives the same. */
final class TrainWorkload {

    private final SplittableRandom random;
    private final String[] users;
    private final String[] items;
    private final double[] cumulated;

    TrainWorkload(int users, int items, long seed) {
        this.random = new SplittableRandom(seed);
        this.users = names(users);
        this.items = names(items);
        this.cumulated = new double[items];
        double sum = 0;
        for (int rank = 0; rank < items; rank++) {
            sum += 1.0 / (rank + 1);
            cumulated[rank] = sum;
        }
    }

    private static String[] names(int n) {
        String[] names = new String[n];
        Arrays.setAll(names, Integer::toString);
        return names;
    }

    /** Every item once, without features. */
    List<Item> catalogue() {
        List<Item> catalogue = new ArrayList<>(items.length);
        for (String id : items) {
            catalogue.add(Item.newBuilder().setId(id).build());
        }
        return catalogue;
    }

    /** One batch, a second of event time after the one before. */
    List<Example> batch(int size, long time) {
        List<Example> batch = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            batch.add(Example.newBuilder()
                    .setUser(users[random.nextInt(users.length)])
                    .setItem(items[zipf()])
                    .setEventTime(1000 * time)
                    .setPartition(0)
                    .setOffset(i)
                    .setWeight(1)
                    .setClamped(false)
                    .setHistory(List.of())
                    .setContext(List.of())
                    .build());
        }
        return batch;
    }

    private int zipf() {
        double at = random.nextDouble() * cumulated[cumulated.length - 1];
        int found = Arrays.binarySearch(cumulated, at);
        return found < 0 ? -found - 1 : found;
    }
}
