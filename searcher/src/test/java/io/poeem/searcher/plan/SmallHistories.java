package io.poeem.searcher.plan;

import io.poeem.searcher.plan.PlannerProperties.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * All histories of versions 1 to n: each is missing, full, a delta of the one before, or a delta of another run's; whoever
 * holds any of them, or another run's, or nothing; whichever have failed; pinned to any, or not.
 */
final class SmallHistories {

    private static final int KINDS = 4;

    private SmallHistories() {}

    /** @return how many there are */
    static long forEach(int n, Consumer<Case> check) {
        long cases = 0;
        for (int kinds = 0; kinds < Math.pow(KINDS, n); kinds++) {
            List<Link> announced = history(n, kinds);
            for (int held = 0; held <= 2 * n; held++) {
                for (int failed = 0; failed < 1 << n; failed++) {
                    for (int pin = 0; pin <= n; pin++) {
                        check.accept(new Case(held(held), announced, failed(n, failed), pin(pin)));
                        cases++;
                    }
                }
            }
        }
        return cases;
    }

    private static List<Link> history(int n, int kinds) {
        List<Link> links = new ArrayList<>();
        for (int version = 1, rest = kinds; version <= n; version++, rest /= KINDS) {
            switch (rest % KINDS) {
                case 1 -> links.add(new Link(version, Link.NO_BASE, "a" + version, "a" + (version - 1)));
                case 2 -> links.add(new Link(version, version - 1, "a" + version, "a" + (version - 1)));
                case 3 -> links.add(new Link(version, version - 1, "a" + version, "b" + (version - 1)));
                default -> {} // missing
            }
        }
        return links;
    }

    private static Optional<Link> held(int held) {
        int version = (held + 1) / 2;
        return held == 0
                ? Optional.empty()
                : Optional.of(new Link(version, Link.NO_BASE, (held % 2 == 0 ? "a" : "b") + version, ""));
    }

    private static Set<Long> failed(int n, int bits) {
        Set<Long> failed = new TreeSet<>();
        for (int i = 0; i < n; i++) {
            if ((bits >> i & 1) != 0) {
                failed.add(i + 1L);
            }
        }
        return failed;
    }

    private static OptionalLong pin(int pin) {
        return pin == 0 ? OptionalLong.empty() : OptionalLong.of(pin);
    }
}
