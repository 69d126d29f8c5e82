package io.poeem.job.options;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

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
        return new Limit<>(
                "up to 8 sizes from 1 to 8192 separated by commas, or nothing",
                Limits::areLayers,
                List.of("", "1", "8192,8192,8192,8192,8192,8192,8192,8192"));
    }

    static Limit<String> fields() {
        return Limit.matching(
                "|[^=,\\s]{1,60}(,[^=,\\s]{1,60}){0,20}",
                "up to 21 names of 1 to 60 characters separated by commas, or nothing");
    }

    private static boolean areLayers(String value) {
        return value.matches("|[1-9]\\d{0,3}(,[1-9]\\d{0,3}){0,7}")
                && (value.isEmpty()
                        || Arrays.stream(value.split(",")).allMatch(size -> Integer.parseInt(size) <= 8_192));
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
