package io.poeem.job.options;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.util.TimeUtils;

/** A half-life as users write it: a duration, or {@code auto}, which is read as none. */
final class HalfLife {

    private static final String AUTO = "auto";
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofDays(36_500);

    private HalfLife() {}

    static Optional<Duration> read(String value) {
        return value.equals(AUTO) ? Optional.empty() : Optional.of(TimeUtils.parseDuration(value));
    }

    static String written(Optional<Duration> halfLife) {
        return halfLife.map(TimeUtils::formatWithHighestUnit).orElse(AUTO);
    }

    static Limit<String> limit() {
        return new Limit<>(
                "auto, or a duration with its unit, 1 s to 36500 d",
                HalfLife::isHalfLife,
                List.of(AUTO, "1 s", "36500 d"));
    }

    private static boolean isHalfLife(String value) {
        try {
            return !Types.lacksUnit(value)
                    && read(value)
                            .map(life -> life.compareTo(LEAST) >= 0 && life.compareTo(MOST) <= 0)
                            .orElse(true);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return false;
        }
    }
}
