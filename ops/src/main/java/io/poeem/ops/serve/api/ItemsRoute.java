package io.poeem.ops.serve.api;

import io.poeem.ops.serve.http.Answer;
import io.poeem.ops.serve.http.Asked;
import io.poeem.ops.serve.http.Endpoint;
import io.poeem.ops.serve.http.Problem;
import io.poeem.ops.serve.http.ProblemException;
import io.poeem.ops.serve.index.LiveIndex;
import io.poeem.ops.serve.titles.Titles;
import io.poeem.state.image.ItemList;
import io.poeem.state.image.ItemLists;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * {@code GET /v1/items?q=TEXT}: items of the index whose title holds the text, or whose id begins with it. Titles that begin with it
 * come first, then by popularity. Passes all items by.
 */
final class ItemsRoute implements Endpoint {

    private static final int MAX_TEXT = 100;
    private static final int SHOWN = 10;

    record Found(String id, Optional<String> title) {}

    record Result(List<Found> items) {}

    private record Candidate(String id, boolean begins, float logCount) implements Comparable<Candidate> {
        /** Better is larger. */
        @Override
        public int compareTo(Candidate other) {
            int first = Boolean.compare(begins, other.begins);
            int second = first != 0 ? first : Float.compare(logCount, other.logCount);
            return second != 0 ? second : other.id.compareTo(id);
        }
    }

    private final LiveIndex index;
    private final Titles titles;

    ItemsRoute(LiveIndex index, Titles titles) {
        this.index = index;
        this.titles = titles;
    }

    @Override
    public Answer answer(Asked asked) {
        String text = asked.parameters().getOrDefault("q", "").strip();
        if (text.isEmpty() || text.length() > MAX_TEXT) {
            throw new ProblemException(Problem.beyond(
                    400, "the length of q", text.length(), "1 to " + MAX_TEXT, "give a part of a title, or of an id"));
        }
        ItemLists items = index.current()
                .orElseThrow(() -> IndexRoute.nothingYet(index.name()))
                .loaded()
                .image()
                .lists();
        return Answer.json(new Result(best(items, text).stream()
                .map(candidate -> new Found(candidate.id(), titles.of(candidate.id())))
                .toList()));
    }

    private List<Candidate> best(ItemLists items, String text) {
        PriorityQueue<Candidate> best = new PriorityQueue<>(SHOWN + 1);
        for (int c = 0; c < items.lists(); c++) {
            ItemList list = items.list(c);
            for (int i = 0; i < list.size(); i++) {
                String id = items.id(list.numbers()[i]);
                String title = titles.of(id).orElse("");
                boolean begins = begins(title, text);
                if (begins || id.startsWith(text) || holds(title, text)) {
                    best.add(new Candidate(id, begins, list.logCounts()[i]));
                    if (best.size() > SHOWN) {
                        best.poll();
                    }
                }
            }
        }
        List<Candidate> sorted = new ArrayList<>(best);
        sorted.sort(Collections.reverseOrder());
        return sorted;
    }

    private static boolean begins(String title, String text) {
        return title.regionMatches(true, 0, text, 0, text.length());
    }

    private static boolean holds(String title, String text) {
        for (int at = 0; at + text.length() <= title.length(); at++) {
            if (title.regionMatches(true, at, text, 0, text.length())) {
                return true;
            }
        }
        return false;
    }
}
