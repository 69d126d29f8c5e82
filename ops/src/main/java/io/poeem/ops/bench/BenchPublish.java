package io.poeem.ops.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.poeem.ops.bench.PublishRun.Figure;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code poeem bench publish}: how long a version boundary stalls training. */
@Command(
        name = "publish",
        sortOptions = false,
        description = {
            "Measures how long a version boundary stalls training, in ms per 10,000 items of the index, in memory.",
            "d 64, J 128, K 256, D 8, two query tokens per item; from the boundary to the last encoded chunk.",
            "The first version encodes every item, by code that the JVM has not compiled yet."
        })
public final class BenchPublish implements Callable<Integer> {

    private static final int MOST_ITEMS = 10_000_000;
    private static final double PER_ITEMS = 10_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Option(
            names = "--items",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Items (default: ${DEFAULT-VALUE}).")
    private int items;

    @Option(
            names = "--clicks",
            paramLabel = "N",
            defaultValue = "25600",
            description = "Clicks between versions, by Zipf's law (default: ${DEFAULT-VALUE}).")
    private int clicks;

    @Option(
            names = "--refresh",
            paramLabel = "N",
            defaultValue = "24",
            description =
                    "Within so many versions every item is encoded anew; 1: by every version (default: ${DEFAULT-VALUE}).")
    private int refresh;

    @Option(
            names = "--full",
            paramLabel = "N",
            defaultValue = "3",
            description = "Every so many versions one is full (default: ${DEFAULT-VALUE}).")
    private int full;

    @Option(
            names = "--versions",
            paramLabel = "N",
            defaultValue = "31",
            description = "Versions, with the first (default: ${DEFAULT-VALUE}).")
    private int versions;

    @Option(names = "--json", description = "Prints one line of JSON instead of a table.")
    private boolean json;

    @Override
    public Integer call() {
        require("--items", items, 10_000, MOST_ITEMS);
        require("--clicks", clicks, 0, MOST_ITEMS);
        require("--refresh", refresh, 1, 1_000_000);
        require("--full", full, 1, 1_000_000);
        require("--versions", versions, 2, 100_000);
        List<Figure> figures = new PublishRun(items, clicks, refresh, full, System::nanoTime, BenchPublish::cpuNanos)
                .measure(versions);
        List<Kind> kinds = List.of(
                new Kind("first", figures.subList(0, 1)),
                new Kind("full", ofKind(figures, true)),
                new Kind("delta", ofKind(figures, false)));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(toJson(kinds));
        } else {
            out.println("ms per 10,000 items  versions   median      max  median CPU  max CPU   encoded    bytes");
            kinds.stream().filter(kind -> !kind.figures().isEmpty()).forEach(kind -> out.println(line(kind)));
        }
        out.flush();
        return 0;
    }

    /** Versions of one kind. */
    private record Kind(String name, List<Figure> figures) {

        double median(ToDoubleFunction<Figure> of) {
            double[] sorted = figures.stream().mapToDouble(of).sorted().toArray();
            return sorted[sorted.length / 2];
        }

        double max(ToDoubleFunction<Figure> of) {
            return figures.stream().mapToDouble(of).max().orElseThrow();
        }
    }

    private static List<Figure> ofKind(List<Figure> figures, boolean full) {
        return figures.stream().skip(1).filter(figure -> figure.full() == full).toList();
    }

    private String line(Kind kind) {
        return String.format(
                Locale.ROOT,
                "%-19s  %8d  %7.2f  %7.2f  %10.2f  %7.2f  %,8.0f  %,7.0f",
                kind.name(),
                kind.figures().size(),
                perItems(kind.median(Figure::millis)),
                perItems(kind.max(Figure::millis)),
                perItems(kind.median(Figure::cpuMillis)),
                perItems(kind.max(Figure::cpuMillis)),
                kind.median(Figure::encoded),
                kind.median(Figure::bytes));
    }

    private ObjectNode toJson(List<Kind> kinds) {
        ObjectNode root = new ObjectMapper().createObjectNode().put("items", items);
        ArrayNode rows = root.putArray("rows");
        for (Kind kind : kinds) {
            if (!kind.figures().isEmpty()) {
                rows.addObject()
                        .put("kind", kind.name())
                        .put("versions", kind.figures().size())
                        .put("median_ms_per_10000_items", perItems(kind.median(Figure::millis)))
                        .put("max_ms_per_10000_items", perItems(kind.max(Figure::millis)))
                        .put("median_cpu_ms_per_10000_items", perItems(kind.median(Figure::cpuMillis)))
                        .put("max_cpu_ms_per_10000_items", perItems(kind.max(Figure::cpuMillis)))
                        .put("encoded", (long) kind.median(Figure::encoded))
                        .put("bytes", (long) kind.median(Figure::bytes));
            }
        }
        return root;
    }

    private double perItems(double millis) {
        return millis * PER_ITEMS / items;
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private void require(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " is " + value + ", but must be " + least + " to " + most);
        }
    }
}
