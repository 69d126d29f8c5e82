package io.poeem.ops.evaluate;

import io.poeem.ops.evaluate.Prequential.Asked;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an evaluation has come to: sums over versions, and each version's own figures. */
public final class Scores {

    private static final List<Method> INDEXES = List.of(
            Method.SERVED, Method.EXACT, Method.REBUILT_PLAIN, Method.REBUILT_CLICK_WEIGHTED, Method.REBUILT_FAISS);

    private final List<Asked> perVersion;
    private final Map<Method, Tally> baselines;
    private final List<Staleness> staleness;

    Scores(List<Asked> perVersion, Map<Method, Tally> baselines, List<Staleness> staleness) {
        this.perVersion = List.copyOf(perVersion);
        this.baselines = Map.copyOf(baselines);
        this.staleness = List.copyOf(staleness);
    }

    /** All that a method was asked; without a question where it did not answer. */
    public Tally of(Method method) {
        Tally total = new Tally();
        perVersion.forEach(asked -> total.add(asked.of(method)));
        total.add(baselines.getOrDefault(method, new Tally()));
        return total;
    }

    /** The served method asked older versions. */
    public Map<String, Tally> byStaleness() {
        Map<String, Tally> all = new LinkedHashMap<>();
        for (Staleness lag : staleness) {
            Tally total = new Tally();
            perVersion.forEach(asked -> total.add(asked.of(lag)));
            all.put(lag.name(), total);
        }
        return all;
    }

    /** A method, by version. */
    public Map<Long, Tally> byVersion(Method method) {
        Map<Long, Tally> tallies = new LinkedHashMap<>();
        perVersion.forEach(asked -> tallies.put(asked.version(), asked.of(method)));
        return tallies;
    }

    /**
     * The methods that answer through an index, and exact search, on the questions of the versions at which an index was
     * built afterwards; empty where there were none. Faiss's is left out unless it was built at all of them.
     */
    public Optional<Rebuilt> rebuilt() {
        List<Asked> with = perVersion.stream()
                .filter(asked -> asked.of(Method.REBUILT_PLAIN).asked() > 0)
                .toList();
        Map<Method, Tally> totals = new LinkedHashMap<>();
        for (Method method : INDEXES) {
            Tally total = new Tally();
            with.forEach(asked -> total.add(asked.of(method)));
            if (total.asked() > 0
                    && with.stream().allMatch(asked -> asked.of(method).asked() > 0)) {
                totals.put(method, total);
            }
        }
        return with.isEmpty() ? Optional.empty() : Optional.of(new Rebuilt(with.size(), totals));
    }

    /**
     * @param versions at which indexes were built
     * @param totals by method, on the same questions
     */
    public record Rebuilt(int versions, Map<Method, Tally> totals) {}
}
