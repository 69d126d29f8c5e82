package io.poeem.ops.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A comparison as text: a run per line, columns aligned. */
public final class ComparisonTable {

    private static final String NONE = "–";
    private static final String GAP = "  ";

    private ComparisonTable() {}

    /** @param all every figure, not only the main ones */
    public static List<String> lines(Comparison comparison, boolean all) {
        List<String> figures = comparison.figures().stream()
                .filter(key -> all || Figures.isMain(key))
                .toList();
        List<List<String>> cells = new ArrayList<>();
        cells.add(Stream.of(
                        Stream.of("run"),
                        comparison.settings().stream(),
                        figures.stream().map(ComparisonTable::heading))
                .flatMap(part -> part)
                .toList());
        for (Comparison.Row row : comparison.runs()) {
            cells.add(Stream.of(
                            Stream.of(row.run()),
                            comparison.settings().stream()
                                    .map(key -> row.settings().getOrDefault(key, "default")),
                            figures.stream().map(key -> number(key, row.figures())))
                    .flatMap(part -> part)
                    .toList());
        }
        return aligned(cells, 1 + comparison.settings().size());
    }

    /** {@code recall@10.served} is served@10. */
    private static String heading(String key) {
        return key.replaceFirst("^recall@(10+)\\.(.*)$", "$2@$1");
    }

    private static String number(String key, Map<String, Double> figures) {
        Double value = figures.get(key);
        if (value == null) {
            return NONE;
        }
        boolean whole = Math.abs(value) >= 100 || value == Math.rint(value) && !key.contains("recall");
        return String.format(Locale.ROOT, whole ? "%,.0f" : "%.4f", value);
    }

    /** @param words how many columns hold words, which stand at the left; numbers stand at the right */
    private static List<String> aligned(List<List<String>> cells, int words) {
        int[] widths = new int[cells.get(0).size()];
        cells.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        return cells.stream()
                .map(row -> {
                    StringBuilder line = new StringBuilder();
                    for (int i = 0; i < widths.length; i++) {
                        String pad = " ".repeat(widths[i] - row.get(i).length());
                        line.append(i == 0 ? "" : GAP).append(i < words ? row.get(i) + pad : pad + row.get(i));
                    }
                    return line.toString().stripTrailing();
                })
                .toList();
    }
}
