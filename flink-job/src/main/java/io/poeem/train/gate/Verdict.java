package io.poeem.train.gate;

import java.util.Map;
import java.util.Optional;

/**
 * What the gate says of a version.
 *
 * @param fault why it is held back; empty: it may go
 * @param figures what was found on the canaries, by the names of a manifest's health
 */
public record Verdict(Optional<Fault> fault, Map<String, Double> figures) {

    public Verdict {
        figures = Map.copyOf(figures);
    }

    /** Before there is anything to judge. */
    public static Verdict none() {
        return new Verdict(Optional.empty(), Map.of());
    }
}
