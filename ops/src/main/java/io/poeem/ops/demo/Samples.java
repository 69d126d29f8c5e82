package io.poeem.ops.demo;

import io.poeem.ops.evaluate.ClickLog;
import io.poeem.ops.evaluate.LoggedClick;
import io.poeem.searcher.Query;
import io.poeem.searcher.SearchOptions;
import io.poeem.searcher.Searcher;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the last version recommends to some of the log's users. */
public final class Samples {

    private static final int HISTORY = 10;
    private static final int LEAST = 3;

    private Samples() {}

    /**
     * @param watched titles, oldest first
     * @param recommended titles, best first
     */
    public record Sample(List<String> watched, List<String> recommended) {}

    /**
     * The users who clicked last, and have clicked a few times.
     *
     * @param titles by item id; an item without one appears by its id
     */
    public static List<Sample> of(ClickLog log, Searcher searcher, Map<String, String> titles, int users, int items) {
        List<List<String>> histories = histories(log);
        List<Sample> samples = new ArrayList<>();
        for (int i = histories.size() - 1; i >= 0 && samples.size() < users; i--) {
            if (histories.get(i).size() >= LEAST) {
                samples.add(sample(histories.get(i), searcher, titles, items));
            }
        }
        return samples;
    }

    /** Of each user the last items, oldest first; who clicked last comes last. */
    private static List<List<String>> histories(ClickLog log) {
        Map<String, ArrayDeque<String>> byUser = new LinkedHashMap<>();
        for (LoggedClick click : log.clicks()) {
            ArrayDeque<String> history = byUser.remove(click.user());
            history = history == null ? new ArrayDeque<>(HISTORY + 1) : history;
            history.addLast(click.item());
            if (history.size() > HISTORY) {
                history.removeFirst();
            }
            byUser.put(click.user(), history);
        }
        return byUser.values().stream().map(List::copyOf).toList();
    }

    private static Sample sample(List<String> history, Searcher searcher, Map<String, String> titles, int items) {
        List<String> tokens = new ArrayList<>();
        history.forEach(item -> tokens.add("hist=" + item));
        tokens.add("last=" + history.get(history.size() - 1));
        SearchOptions options = SearchOptions.defaults().withK(items).withExclude(new HashSet<>(history));
        List<String> found = searcher.search(Query.tokens(tokens), options).ids();
        return new Sample(named(history, titles), named(found, titles));
    }

    private static List<String> named(List<String> items, Map<String, String> titles) {
        return items.stream().map(item -> titles.getOrDefault(item, item)).toList();
    }
}
