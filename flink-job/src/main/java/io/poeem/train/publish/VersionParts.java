package io.poeem.train.publish;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts and health of a version, out of its parts'. */
public final class VersionParts {
    private VersionParts() {}

    public static Map<String, Long> counts(List<Map<String, Long>> parts) {
        Map<String, Long> all = new TreeMap<>();
        parts.forEach(part -> part.forEach((name, count) -> all.merge(name, count, Long::sum)));
        return all;
    }

    public static Map<String, Double> health(List<Map<String, Double>> parts) {
        return new TreeMap<>(parts.get(0));
    }
}
