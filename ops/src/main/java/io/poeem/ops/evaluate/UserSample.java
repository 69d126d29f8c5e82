package io.poeem.ops.evaluate;

import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.Utils;

/**
 * Users whose id is 0 mod N, or, where it is no whole number, hashes to 0 mod N: the same users in every run, and in every
 * program that samples numbers so.
 */
public record UserSample(int oneOf) implements Predicate<String> {

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");

    public UserSample {
        if (oneOf < 1) {
            throw new IllegalArgumentException(
                    "the sample is one of " + oneOf + " users; it must be one of 1 (all) or more");
        }
    }

    @Override
    public boolean test(String user) {
        return oneOf == 1 || Math.floorMod(number(user), oneOf) == 0;
    }

    private static long number(String user) {
        return WHOLE.matcher(user).matches()
                ? Long.parseLong(user)
                : Utils.murmur2(user.getBytes(StandardCharsets.UTF_8));
    }
}
