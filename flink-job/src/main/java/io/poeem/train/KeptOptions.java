package io.poeem.train;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The options that say what the other bytes of a learner's state mean: none of them can change over kept state.
 *
 * <p>Its bytes: the value of each, as an option takes it, in UTF-8 with 2 bytes of length before it.
 */
final class KeptOptions {

    private static final String NONE = "none";

    private final List<Kept> all;

    KeptOptions(LearnerOptions options) {
        var counting = options.popularity().counting();
        var rule = options.codebooks().learning().rule();
        all = List.of(
                new Kept("popularity.estimate", name(counting.estimate()), value -> value),
                new Kept(
                        "popularity.half-life",
                        switch (counting.estimate()) {
                            case DECAYED -> written(counting.halfLife());
                            case INTERVAL -> NONE;
                        },
                        value -> value),
                new Kept(
                        "rotation.learn",
                        name(options.rotation().learn()),
                        value -> value.equals(NONE) ? NONE : "its sums of gradients"),
                new Kept("codebook.rule", name(rule), value -> value.equals("ema") ? "counts" : "squared gradients"));
    }

    /**
     * @param meaning of a value: those whose meaning is equal can take each other's place
     */
    private record Kept(String option, String value, UnaryOperator<String> meaning) {

        void check(String stored) throws IOException {
            if (!meaning.apply(stored).equals(meaning.apply(value))) {
                throw new IOException("it was written with " + option + " = " + stored + ", but here it is " + value
                        + ", which cannot go on from what it holds; set " + option + " to " + stored
                        + " again, or start without the kept state, so that the topics are read anew");
            }
        }
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String written(Optional<Duration> halfLife) {
        return halfLife.map(life -> life.toMillis() + " ms").orElse("auto");
    }

    void write(DataOutputStream out) throws IOException {
        for (Kept kept : all) {
            out.writeUTF(kept.value);
        }
    }

    /** Refuses what was written with options under which the bytes that follow mean something else. */
    void check(DataInputStream in) throws IOException {
        for (Kept kept : all) {
            kept.check(in.readUTF());
        }
    }
}
