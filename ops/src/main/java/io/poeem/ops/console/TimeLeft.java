package io.poeem.ops.console;

import java.time.Duration;

/** How long something may still take, in words. */
public final class TimeLeft {

    private TimeLeft() {}

    /** Two units at most: 45 s, 12 min, 3 h 5 min. */
    public static String words(Duration duration) {
        if (duration.toMinutes() < 2) {
            return duration.toSeconds() + " s";
        }
        return duration.toHours() == 0
                ? duration.toMinutes() + " min"
                : duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }

    /** At the pace so far. */
    static Duration estimate(long nanos, long done, long total) {
        return Duration.ofNanos((long) ((double) nanos / done * (total - done)));
    }
}
