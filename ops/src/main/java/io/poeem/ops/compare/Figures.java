package io.poeem.ops.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A report's single figures, by where they stand: {@code recall@10.served}. */
final class Figures {

    /** What is no figure, or one per version. */
    private static final Set<String> APART = Set.of("options", "series", "version_sha256", "window", "name");

    /** What is asked for first; all others follow as they stand. */
    private static final List<String> FIRST = List.of(
            "recall@10.served",
            "recall@10.exact",
            "recall@10.popularity",
            "recall@100.served",
            "recall@100.exact",
            "recall@100.popularity");

    private static final Set<String> MAIN =
            Set.of("overlap@10", "served_to_exact.recall@100", "scanned_share", "evaluated", "clicks_per_second");

    private Figures() {}

    /** In the report's order, those of {@link #FIRST} before; null where the report has null. */
    static Map<String, Double> of(JsonNode report) {
        Map<String, Double> all = new LinkedHashMap<>();
        report.properties().forEach(field -> {
            if (!APART.contains(field.getKey())) {
                add(field.getKey(), field.getValue(), all);
            }
        });
        Map<String, Double> ordered = new LinkedHashMap<>();
        FIRST.stream().filter(all::containsKey).forEach(key -> ordered.put(key, all.get(key)));
        all.forEach(ordered::putIfAbsent);
        return ordered;
    }

    /** Whether a short table shows it. */
    static boolean isMain(String key) {
        return FIRST.contains(key) || MAIN.contains(key);
    }

    private static void add(String path, JsonNode value, Map<String, Double> all) {
        if (value.isNumber()) {
            all.put(path, value.asDouble());
        } else if (value.isNull()) {
            all.put(path, null);
        } else if (value.isObject()) {
            value.properties().forEach(field -> add(path + "." + field.getKey(), field.getValue(), all));
        }
    }
}
