package io.poeem.job.options;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * What values an option takes, beyond its type.
 *
 * @param text the limit in words, as messages and docs/options.md print it; empty where the type says all
 * @param holds whether a value is within the limit
 * @param edges the outermost values within it, where there are such
 */
public record Limit<T>(String text, Predicate<T> holds, List<T> edges) {

    public Limit {
        edges = List.copyOf(edges);
    }

    Limit(String text, Predicate<T> holds) {
        this(text, holds, List.of());
    }

    static <T> Limit<T> none() {
        return new Limit<>("", value -> true);
    }

    static <T extends Comparable<T>> Limit<T> between(T least, T most) {
        return between(least, most, least + " to " + most);
    }

    static <T extends Comparable<T>> Limit<T> between(T least, T most, String text) {
        return new Limit<>(
                text, value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0, List.of(least, most));
    }

    /** A number above zero, as a float too, and at most so much. */
    static Limit<Double> aboveZeroTo(int most) {
        return new Limit<>(
                "above 0, to " + most,
                value -> value.floatValue() > 0 && value <= most,
                List.of((double) Float.MIN_VALUE, (double) most));
    }

    static Limit<Double> numbers(int least, int most) {
        return new Limit<>(
                least + " to " + most, value -> value >= least && value <= most, List.of((double) least, (double)
                        most));
    }

    static Limit<Duration> atLeast(Duration least, String text) {
        return new Limit<>("at least " + text, value -> value.compareTo(least) >= 0, List.of(least));
    }

    static Limit<String> matching(String pattern, String text) {
        return new Limit<>(text, value -> value.matches(pattern));
    }
}
