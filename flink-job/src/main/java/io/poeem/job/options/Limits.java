package io.poeem.job.options;

import java.time.DateTimeException;
import java.time.Instant;

/** Limits of options whose values are small languages of their own. */
final class Limits {

    private Limits() {}

    static Limit<String> instant() {
        return new Limit<>(
                "an instant such as 2013-03-01T00:00:00Z, milliseconds since 1970, or nothing", Limits::isInstant);
    }

    static Limit<String> offsets() {
        return Limit.matching(
                "|\\d{1,9}:\\d{1,18}(,\\d{1,9}:\\d{1,18})*", "partition:offset,partition:offset…, or nothing");
    }

    static Limit<String> layers() {
        return Limit.matching("|[1-9]\\d{0,4}(,[1-9]\\d{0,4}){0,7}", "up to 8 sizes separated by commas, or nothing");
    }

    static long millis(String instant) {
        return instant.matches("\\d{1,18}")
                ? Long.parseLong(instant)
                : Instant.parse(instant).toEpochMilli();
    }

    private static boolean isInstant(String value) {
        try {
            return value.isEmpty() || millis(value) >= 0;
        } catch (DateTimeException | ArithmeticException e) {
            return false;
        }
    }
}
