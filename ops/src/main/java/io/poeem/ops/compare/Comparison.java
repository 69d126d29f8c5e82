package io.poeem.ops.compare;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import io.poeem.ops.compare.RunReports.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Runs side by side.
 *
 * @param settings options whose values differ between the runs, by name
 * @param figures that any of the runs has
 * @param runs in the order given
 */
@JsonPropertyOrder({"settings", "figures", "runs"})
public record Comparison(List<String> settings, List<String> figures, List<Row> runs) {

    /** Differs from run to run, and says nothing of it. */
    private static final Pattern PLACES =
            Pattern.compile("namespace|kafka\\.bootstrap|topic\\..*|topics\\.create|source\\.(from|to)-offsets");

    /**
     * One run.
     *
     * @param run its name, or where its report is
     * @param settings of those that differ, its own; without those that it left at their default
     * @param figures null where they could not be measured; without those that it does not have
     * @param series one list per figure with a value per version, {@code trained_through} among them
     */
    @JsonPropertyOrder({"run", "settings", "figures", "series"})
    public record Row(
            String run, Map<String, String> settings, Map<String, Double> figures, Map<String, JsonNode> series) {}

    public static Comparison of(List<Run> runs) {
        List<Map<String, String>> options =
                runs.stream().map(run -> options(run.report())).toList();
        List<String> differing = differing(options);
        Set<String> figures = new java.util.LinkedHashSet<>();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            Map<String, Double> own = Figures.of(runs.get(i).report());
            figures.addAll(own.keySet());
            Map<String, String> settings = new TreeMap<>(options.get(i));
            settings.keySet().retainAll(differing);
            rows.add(
                    new Row(name(runs.get(i)), settings, own, series(runs.get(i).report())));
        }
        return new Comparison(differing, List.copyOf(figures), rows);
    }

    private static String name(Run run) {
        JsonNode name = run.report().path("name");
        return name.isTextual() ? name.asText() : run.label();
    }

    private static Map<String, String> options(JsonNode report) {
        Map<String, String> options = new TreeMap<>();
        report.path("options").properties().forEach(option -> {
            if (!PLACES.matcher(option.getKey()).matches()) {
                options.put(option.getKey(), option.getValue().asText());
            }
        });
        return options;
    }

    private static List<String> differing(List<Map<String, String>> options) {
        Set<String> keys = new TreeSet<>();
        options.forEach(one -> keys.addAll(one.keySet()));
        return keys.stream()
                .filter(key -> options.stream()
                        .anyMatch(one ->
                                !Objects.equals(one.get(key), options.get(0).get(key))))
                .toList();
    }

    private static Map<String, JsonNode> series(JsonNode report) {
        Map<String, JsonNode> series = new LinkedHashMap<>();
        report.path("series").properties().forEach(one -> {
            if (one.getValue().isArray()) {
                series.put(one.getKey(), one.getValue());
            }
        });
        return series;
    }
}
