package io.poeem.job.options;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;

/** How values of an option's type are called and written. */
final class Types {

    private Types() {}

    static String name(ConfigOption<?> option) {
        Object value = option.defaultValue();
        if (value instanceof Enum<?> constant) {
            return "one of " + Options.values(constant.getDeclaringClass());
        } else if (value instanceof Duration) {
            return "a duration";
        } else if (value instanceof MemorySize) {
            return "a size";
        } else if (value instanceof Integer || value instanceof Long) {
            return "a whole number";
        } else if (value instanceof Double) {
            return "a number";
        } else if (value instanceof Boolean) {
            return "true or false";
        }
        return "text";
    }

    static String example(ConfigOption<?> option) {
        Object value = option.defaultValue();
        return value instanceof Duration ? "10 min, 1 h or 500 ms" : written(value);
    }

    static boolean isDuration(ConfigOption<?> option) {
        return option.defaultValue() instanceof Duration;
    }

    /** Whether this is a duration of so many of what? Zero is zero in any unit. */
    static boolean lacksUnit(String duration) {
        String digits = duration.strip();
        return digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && digits.chars().anyMatch(c -> c != '0');
    }

    /** A value as a user would write it. */
    static String written(Object value) {
        if (value == null) {
            return "";
        } else if (value instanceof Duration duration) {
            return TimeUtils.formatWithHighestUnit(duration);
        } else if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
        return String.valueOf(value);
    }
}
