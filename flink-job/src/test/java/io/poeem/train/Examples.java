package io.poeem.train;

import io.poeem.schemas.Example;
import java.util.ArrayList;
import java.util.List;

/** Clicks for tests. */
final class Examples {

    private Examples() {}

    static Example click(String user, String item, long time, String... history) {
        return example(user, item, time, 1, List.of(history), List.of());
    }

    static Example weighted(String user, String item, long time, float weight, String... history) {
        return example(user, item, time, weight, List.of(history), List.of());
    }

    static Example example(
            String user, String item, long time, float weight, List<String> history, List<String> context) {
        return Example.newBuilder()
                .setUser(user)
                .setItem(item)
                .setEventTime(time)
                .setPartition(0)
                .setOffset(time)
                .setWeight(weight)
                .setClamped(false)
                .setHistory(new ArrayList<>(history))
                .setContext(new ArrayList<>(context))
                .build();
    }
}
