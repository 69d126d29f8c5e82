package io.poeem.ops.evaluate;

import java.util.List;

/**
 * What is measured besides the served method and what comes with a version for nothing.
 *
 * @param baselines whether rules that learn from every click answer too
 * @param staleness how old versions are asked besides the newest
 * @param rebuilds at how many versions an index built afterwards is compared, at least 0
 */
public record Measures(boolean baselines, List<Staleness> staleness, int rebuilds) {

    /** Baselines; versions an hour, six hours and a day old; eight versions with indexes built afterwards. */
    public static final Measures ALL = new Measures(true, Staleness.REPORTED, 8);

    public Measures {
        staleness = List.copyOf(staleness);
        if (rebuilds < 0) {
            throw new IllegalArgumentException("rebuilds is " + rebuilds + ", but must be at least 0 (none)");
        }
    }
}
