package io.poeem.job.options;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * What values an option takes, beyond its type.
 *
 * @param text the limit in words, as messages and docs/options.md print it; empty where the type says all
 * @param holds whether a value is within the limit
 */
public record Limit<T>(String text, Predicate<T> holds) {

    static <T> Limit<T> none() {
        return new Limit<>("", value -> true);
    }

    static <T extends Comparable<T>> Limit<T> between(T least, T most) {
        return new Limit<>(least + " to " + most, value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0);
    }

    static <T extends Comparable<T>> Limit<T> atLeast(T least) {
        return new Limit<>("at least " + least, value -> value.compareTo(least) >= 0);
    }

    /** A finite number above zero. */
    static Limit<Double> positive() {
        return new Limit<>("above 0", value -> value > 0 && value < Double.POSITIVE_INFINITY);
    }

    /** A finite number, zero or above. */
    static Limit<Double> notNegative() {
        return new Limit<>("0 or above", value -> value >= 0 && value < Double.POSITIVE_INFINITY);
    }

    static Limit<Duration> atLeast(Duration least, String text) {
        return new Limit<>("at least " + text, value -> value.compareTo(least) >= 0);
    }

    static Limit<String> matching(String pattern, String text) {
        return new Limit<>(text, value -> value.matches(pattern));
    }
}
