package io.poeem.ops.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.poeem.ops.bench.SwapRun.Swaps;
import io.poeem.ops.bench.SwapRun.Window;
import io.poeem.searcher.SearchOptions;
import io.poeem.state.model.Shape;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code poeem bench swap}: latency of single queries while deltas come in, and what a delta and an item cost. */
@Command(
        name = "swap",
        sortOptions = false,
        description = {
            "Measures single queries on one thread while another applies a delta every second, and without, in turn.",
            "Made-up items, d 64; of those that a delta touches 80 %% have new codes, 10 %% a new popularity, and for",
            "10 %% one item goes and another comes. Every delta brings another model and 1 %% of the tokens' rows."
        })
public final class BenchSwap implements Callable<Integer> {

    private static final int DIMS = 64;

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
            defaultValue = "1000000",
            description = "Items (default: ${DEFAULT-VALUE}).")
    private int items;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Rows of query tokens (default: ${DEFAULT-VALUE}).")
    private int tokens;

    @Option(
            names = "--touched",
            paramLabel = "SHARE",
            defaultValue = "0.01",
            description = "Share of the items that a delta touches (default: ${DEFAULT-VALUE}).")
    private double touched;

    @Option(
            names = "--coarse",
            paramLabel = "J",
            defaultValue = "128",
            description = "Lists (default: ${DEFAULT-VALUE}).")
    private int coarse;

    @Option(
            names = "--subspaces",
            paramLabel = "D",
            defaultValue = "8",
            description = "Codes of an item (default: ${DEFAULT-VALUE}).")
    private int subspaces;

    @Option(
            names = "--bits",
            paramLabel = "B",
            defaultValue = "8",
            description = "Bits of a code, 4 or 8 (default: ${DEFAULT-VALUE}).")
    private int bits;

    @Option(
            names = "--nprobe",
            paramLabel = "N",
            defaultValue = "8",
            description = "Lists that a query scans (default: ${DEFAULT-VALUE}).")
    private int nprobe;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "10",
            description = "Length of a window (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Windows without deltas, and as many with them (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--json", description = "Prints one line of JSON instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        require(items >= 1_000 && items <= 10_000_000, "--items is " + items + ", but must be 1,000 to 10,000,000");
        require(tokens >= 0 && tokens <= 10_000_000, "--tokens is " + tokens + ", but must be 0 to 10,000,000");
        require(touched > 0 && touched <= 0.5, "--touched is " + touched + ", but must be more than 0, at most 0.5");
        require(bits == 4 || bits == 8, "--bits is " + bits + ", but must be 4 or 8");
        require(seconds > 0 && seconds <= 600, "--seconds is " + seconds + ", but must be more than 0, at most 600");
        require(rounds >= 1 && rounds <= 100, "--rounds is " + rounds + ", but must be 1 to 100");
        Shape shape = shape();
        SwapRun run = new SwapRun(
                shape,
                items,
                (int) Math.max(1, touched * items),
                tokens,
                SearchOptions.defaults().withNprobe(nprobe));
        run.measure(seconds, true); // until all code is compiled
        List<Window> without = new ArrayList<>();
        List<Window> with = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            without.add(run.measure(seconds, false));
            with.add(run.measure(seconds, true));
        }
        print(run, without, with);
        return 0;
    }

    private Shape shape() {
        try {
            return new Shape(DIMS, coarse, subspaces, 1 << bits);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void print(SwapRun run, List<Window> without, List<Window> with) {
        long[] nanos = with.stream()
                .flatMapToLong(window -> Arrays.stream(window.swaps().nanos()))
                .sorted()
                .toArray();
        Swaps swaps = new Swaps(
                nanos, median(with, window -> window.swaps().cpuMillis()), median(with, window -> window.swaps()
                        .bytes()));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(toJson(run, without, with, swaps));
        } else {
            out.println("microseconds     queries/s      p50      p99    p99.9      max    gc ms");
            out.println(line("without deltas", without));
            out.println(line("with deltas", with));
            out.printf(
                    Locale.ROOT,
                    "%d deltas of %,d items: applied in %.1f ms (median), %.1f ms (max), %.1f ms of CPU, %,.0f bytes allocated%n",
                    nanos.length,
                    (int) (touched * items),
                    swaps.millis(0.5),
                    swaps.millis(1),
                    swaps.cpuMillis(),
                    swaps.bytes());
            out.printf(
                    Locale.ROOT,
                    "bytes per item: %.2f of codes, norms and popularity, %.2f of ids; %.2f of heap%n",
                    run.image().lists().bytes() / (double) items,
                    run.image().lists().idBytes() / (double) items,
                    run.heapBytesPerItem());
        }
        out.flush();
    }

    private String line(String name, List<Window> windows) {
        return String.format(
                Locale.ROOT,
                "%-14s  %,10.0f  %7.1f  %7.1f  %7.1f  %7.0f  %7.0f",
                name,
                median(windows, window -> window.latencies().length / seconds),
                median(windows, window -> window.micros(0.5)),
                median(windows, window -> window.micros(0.99)),
                median(windows, window -> window.micros(0.999)),
                median(windows, window -> window.micros(1)),
                median(windows, Window::gcMillis));
    }

    private ObjectNode toJson(SwapRun run, List<Window> without, List<Window> with, Swaps swaps) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("items", items)
                .put("touched", touched)
                .put("coarse", coarse)
                .put("subspaces", subspaces)
                .put("bits", bits)
                .put("nprobe", nprobe);
        put(root.putObject("without"), without);
        put(root.putObject("with"), with);
        return root.put("p99_ratio", p99(with) / p99(without))
                .put("deltas", swaps.nanos().length)
                .put("apply_ms_median", swaps.millis(0.5))
                .put("apply_ms_max", swaps.millis(1))
                .put("apply_cpu_ms", swaps.cpuMillis())
                .put("apply_bytes", (long) swaps.bytes())
                .put("bytes_per_item", run.image().lists().bytes() / (double) items)
                .put("id_bytes_per_item", run.image().lists().idBytes() / (double) items)
                .put("heap_bytes_per_item", run.heapBytesPerItem());
    }

    private void put(ObjectNode row, List<Window> windows) {
        row.put("qps", median(windows, window -> window.latencies().length / seconds))
                .put("p50_us", median(windows, window -> window.micros(0.5)))
                .put("p99_us", p99(windows))
                .put("p999_us", median(windows, window -> window.micros(0.999)))
                .put("max_us", median(windows, window -> window.micros(1)))
                .put("gc_ms", median(windows, Window::gcMillis))
                .put("bytes_per_query", median(windows, Window::queryBytes));
    }

    private static double p99(List<Window> windows) {
        return median(windows, window -> window.micros(0.99));
    }

    private static double median(List<Window> windows, ToDoubleFunction<Window> of) {
        double[] sorted = windows.stream().mapToDouble(of).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
