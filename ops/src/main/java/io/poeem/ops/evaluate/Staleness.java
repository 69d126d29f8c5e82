package io.poeem.ops.evaluate;

import java.time.Duration;
import java.util.List;

/**
 * How far a version lags behind the click that it is asked for.
 *
 * @param name as reports print it
 * @param millis of event time
 */
public record Staleness(String name, long millis) {

    /** Those that reports hold: an hour, six, a day. */
    public static final List<Staleness> REPORTED = List.of(hours(1), hours(6), hours(24));

    static Staleness hours(int n) {
        return new Staleness(n + "h", Duration.ofHours(n).toMillis());
    }
}
