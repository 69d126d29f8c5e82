package io.poeem.searcher;

import java.util.Set;
import java.util.function.Predicate;

/**
 * How to search.
 *
 * @param k how many hits are wanted, 1 to {@value #MAX_K}; fewer come back from an index with fewer items
 * @param nprobe how many lists are scored, at least 1; the number of lists or more means all
 * @param perHit lists beyond {@code nprobe} are scored, best first, until {@code perHit * k} items or a fifth of the index
 *     were, whichever is less; 0: never. A small catalogue's best hundred lie in many short lists: so many lists then matter
 *     and cost nothing
 * @param head how many of the most popular items are scored whatever their list, at least 0
 * @param exclude ids of items that must not come back; ids that the index does not hold are ignored
 * @param metric what an item's score is made of, beside its popularity
 * @param popularity whether b is part of the score
 * @param filter items whose id it refuses do not come back. Asked only of items that would be among the best, before they
 *     take a place there: with all lists scored, k items come back where the index holds k that it lets pass. With few lists
 *     it may leave fewer. Called on the searching thread, in no order, more than once per id; it must not block
 */
public record SearchOptions(
        int k,
        int nprobe,
        int perHit,
        int head,
        Set<String> exclude,
        Metric metric,
        boolean popularity,
        Predicate<String> filter) {

    public static final int MAX_K = 10_000;
    public static final int MAX_EXCLUDED = 100_000;
    /** For {@code nprobe}: every list. */
    public static final int ALL = Integer.MAX_VALUE;
    /** For {@code filter}: every item may come back, and nothing is asked. */
    public static final Predicate<String> NO_FILTER = id -> true;

    private static final SearchOptions DEFAULTS =
            new SearchOptions(10, 8, 10, 256, Set.of(), Metric.MODEL, true, NO_FILTER);

    public SearchOptions {
        require(k >= 1 && k <= MAX_K, "k", k, "1 to " + MAX_K);
        require(nprobe >= 1, "nprobe", nprobe, "at least 1; use the number of lists or more for all of them");
        require(perHit >= 0, "perHit", perHit, "at least 0");
        require(head >= 0, "head", head, "at least 0");
        require(
                exclude.size() <= MAX_EXCLUDED,
                "the number of excluded items",
                exclude.size(),
                "at most " + MAX_EXCLUDED);
        exclude = Set.copyOf(exclude);
        if (metric == null || filter == null) {
            throw new IllegalArgumentException("metric is " + metric + " and filter " + filter
                    + ", but neither may be null; Metric.MODEL and NO_FILTER are the defaults");
        }
    }

    /** k 10, nprobe 8, at least 10 items per hit, head 256, nothing excluded, scale · cos + b. */
    public static SearchOptions defaults() {
        return DEFAULTS;
    }

    public SearchOptions withK(int k) {
        return new SearchOptions(k, nprobe, perHit, head, exclude, metric, popularity, filter);
    }

    public SearchOptions withNprobe(int nprobe) {
        return new SearchOptions(k, nprobe, perHit, head, exclude, metric, popularity, filter);
    }

    public SearchOptions withPerHit(int perHit) {
        return new SearchOptions(k, nprobe, perHit, head, exclude, metric, popularity, filter);
    }

    public SearchOptions withHead(int head) {
        return new SearchOptions(k, nprobe, perHit, head, exclude, metric, popularity, filter);
    }

    public SearchOptions withExclude(Set<String> exclude) {
        return new SearchOptions(k, nprobe, perHit, head, exclude, metric, popularity, filter);
    }

    public SearchOptions withMetric(Metric metric) {
        return new SearchOptions(k, nprobe, perHit, head, exclude, metric, popularity, filter);
    }

    public SearchOptions withPopularity(boolean popularity) {
        return new SearchOptions(k, nprobe, perHit, head, exclude, metric, popularity, filter);
    }

    public SearchOptions withFilter(Predicate<String> filter) {
        return new SearchOptions(k, nprobe, perHit, head, exclude, metric, popularity, filter);
    }

    /** How many of {@code items} are to be scored at least. */
    int leastScored(int items) {
        return (int) Math.min((long) perHit * k, items / 5);
    }

    private static void require(boolean holds, String name, int value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + value + ", but must be " + allowed);
        }
    }
}
