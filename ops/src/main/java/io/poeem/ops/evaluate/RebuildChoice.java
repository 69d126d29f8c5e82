package io.poeem.ops.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** At which versions indexes are built afterwards: those that clicks evenly spaced over what is evaluated are asked of. */
final class RebuildChoice {

    private RebuildChoice() {}

    /**
     * @param trainedThrough event time of each version, ascending
     * @param n versions wanted; there are fewer where clicks share a version
     * @return numbers of versions, from 0
     */
    static Set<Integer> of(List<LoggedClick> clicks, Asker.Rules rules, List<Long> trainedThrough, int n) {
        double[] asked = new double[trainedThrough.size()];
        int version = -1;
        for (LoggedClick click : clicks) {
            while (version + 1 < asked.length && trainedThrough.get(version + 1) <= click.time()) {
                version++;
            }
            if (version >= 0
                    && rules.sampled().test(click.user())
                    && rules.evaluated().test(click)) {
                asked[version]++;
            }
        }
        Set<Integer> chosen = new TreeSet<>();
        if (n > 0 && Arrays.stream(asked).anyMatch(count -> count > 0)) {
            Arrays.stream(WeightedSample.of(asked, n)).forEach(chosen::add);
        }
        return chosen;
    }
}
