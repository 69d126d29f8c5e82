package io.poeem.ops.evaluate;

import java.time.Duration;
import java.util.List;

/**
 * How far a version lags behind the click that it is asked for.
 *
 * @param name as reports print it
 * @param millis of event time, above 0
 */
public record Staleness(String name, long millis) {

    /** Those that reports hold: an hour, six, a day. */
    public static final List<Staleness> REPORTED = List.of(hours(1), hours(6), hours(24));

    /**
     * Whole hours.
     *
     * @param text as 6h
     * @throws IllegalArgumentException if it is not of that form
     */
    public static Staleness parse(String text) {
        if (!text.matches("[1-9]\\d{0,5}h")) {
            throw new IllegalArgumentException(
                    "--staleness \"" + text + "\" is no age; write hours, such as 1h,6h, or none");
        }
        return hours(Integer.parseInt(text.substring(0, text.length() - 1)));
    }

    private static Staleness hours(int n) {
        return new Staleness(n + "h", Duration.ofHours(n).toMillis());
    }
}
