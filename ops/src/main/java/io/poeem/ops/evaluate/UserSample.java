package io.poeem.ops.evaluate;

import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Utils;

/** Users whose id hashes to 0 mod N: the same users in every run. */
public record UserSample(int oneOf) implements Predicate<String> {

    public UserSample {
        if (oneOf < 1) {
            throw new IllegalArgumentException(
                    "the sample is one of " + oneOf + " users; it must be one of 1 (all) or more");
        }
    }

    @Override
    public boolean test(String user) {
        return oneOf == 1 || Math.floorMod(Utils.murmur2(user.getBytes(StandardCharsets.UTF_8)), oneOf) == 0;
    }
}
