package io.poeem.train.publish;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the manifest of a version in parts says, put together from what its parts say, in the order of the shards.
 *
 * <p>Counts of what shards own add up. What every replica has alike ({@link #isShared}) is part 0's. Health is a mean by what
 * each part stands for, its items for figures of the index and else its examples; the least of minima, the largest of maxima,
 * and sums of counts. Lists are shared: {@code index.largest_list} and {@code index.smallest_list} are sums, so bounds of the
 * whole lists' sizes, and so is {@code index.unique_codes}.
 */
public final class VersionParts {

    private VersionParts() {}

    /** Whether a count is the same in all parts, so that it must not be added up. */
    public static boolean isShared(String count) {
        return count.equals("tokens")
                || count.equals("token_rows")
                || count.equals("removed_tokens")
                || count.equals("popularity_half_life_s")
                || count.startsWith("held_back");
    }

    /** The counts of the whole version. */
    public static Map<String, Long> counts(List<Map<String, Long>> parts) {
        Map<String, Long> all = new TreeMap<>();
        for (Map<String, Long> part : parts) {
            part.forEach((name, count) -> all.merge(name, count, (a, b) -> isShared(name) ? a : Long.sum(a, b)));
        }
        return all;
    }

    /**
     * The health of the whole version.
     *
     * @param counts of each part, as {@link #counts(List)} takes them
     * @param health of each part, in the same order
     */
    public static Map<String, Double> health(List<Map<String, Long>> counts, List<Map<String, Double>> health) {
        Map<String, Mean> all = new TreeMap<>();
        for (int part = 0; part < health.size(); part++) {
            Map<String, Long> of = counts.get(part);
            double items = of.getOrDefault("items", 0L);
            double examples = of.getOrDefault("examples", 0L);
            health.get(part).forEach((name, value) -> all.computeIfAbsent(name, Mean::new)
                    .add(value, name.startsWith("index.") ? items : examples));
        }
        Map<String, Double> combined = new TreeMap<>();
        all.forEach((name, mean) -> combined.put(name, mean.value()));
        return combined;
    }

    /** One figure over the parts. */
    private static final class Mean {

        private final String name;
        private double sum;
        private double weighted;
        private double weights;
        private double least = Double.POSITIVE_INFINITY;
        private double most = Double.NEGATIVE_INFINITY;
        private int parts;

        Mean(String name) {
            this.name = name;
        }

        void add(double value, double weight) {
            sum += value;
            weighted += weight * value;
            weights += weight;
            least = Math.min(least, value);
            most = Math.max(most, value);
            parts++;
        }

        double value() {
            if (name.endsWith("_min")) {
                return least;
            } else if (name.endsWith("_max")) {
                return most;
            } else if (addsUp()) {
                return sum;
            }
            return weights > 0 ? weighted / weights : sum / parts;
        }

        private boolean addsUp() {
            return switch (name) {
                case "canaries", "canary_items", "index.largest_list", "index.smallest_list", "index.unique_codes" ->
                    true;
                default -> false;
            };
        }
    }
}
