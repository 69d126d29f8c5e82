package io.poeem.ops.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.poeem.ops.bench.search.Metric;
import io.poeem.ops.bench.search.SearchBench;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code poeem bench search}: queries per second and recall over plain vectors. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Builds an index from vectors by the warm start and measures search: recall and queries per second by nprobe.",
            "recall10: share of the true 10 nearest in our first 10. recall100: the true nearest is among our first 100.",
            "Each query asks for 100 items. The build takes all processors; the fastest of --runs counts."
        })
public final class BenchSearch implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--vectors", required = true, paramLabel = "FILE", description = "The items' vectors, fvecs.")
    private Path vectors;

    @Option(names = "--queries", required = true, paramLabel = "FILE", description = "The queries' vectors, fvecs.")
    private Path queries;

    @Option(
            names = "--truth",
            required = true,
            paramLabel = "FILE",
            description = "For each query the numbers of its nearest items, the nearest first, ivecs.")
    private Path truth;

    @Option(
            names = "--metric",
            paramLabel = "M",
            defaultValue = "ip",
            description = "ip, the inner product, or l2 (default: ${DEFAULT-VALUE}).")
    private String metric;

    @Option(
            names = "--coarse",
            paramLabel = "J",
            defaultValue = "1024",
            description = "Lists (default: ${DEFAULT-VALUE}).")
    private int coarse;

    @Option(
            names = "--subspaces",
            paramLabel = "D",
            defaultValue = "20",
            description = "Codes of an item; must divide the vectors' length (default: ${DEFAULT-VALUE}).")
    private int subspaces;

    @Option(
            names = "--bits",
            paramLabel = "B",
            defaultValue = "8",
            description = "Of a code, 8 or 4 (default: ${DEFAULT-VALUE}).")
    private int bits;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "That search at the same time (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--nprobe",
            split = ",",
            paramLabel = "N",
            defaultValue = "1,4,8,16,32,64",
            description = "Lists that a query scans, one number or more (default: ${DEFAULT-VALUE}).")
    private List<Integer> nprobes;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "At each nprobe (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the build (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        SearchBench.Settings settings = new SearchBench.Settings(
                metric(),
                within("--coarse", coarse, 65_536),
                within("--subspaces", subspaces, 4096),
                bits(),
                within("--threads", threads, 1024),
                nprobes(),
                within("--runs", runs, 1000),
                seed);
        PrintWriter out = spec.commandLine().getOut();
        SearchBench bench = SearchBench.of(vectors, queries, truth, System::nanoTime);
        if (!json) {
            out.println("nprobe  recall10  recall100   queries/s  CPU us  scanned  bytes allocated");
            out.flush();
        }
        SearchBench.Figures figures = bench.run(settings, row -> {
            if (!json) {
                out.println(line(row));
                out.flush();
            }
        });
        out.println(json ? toJson(settings, figures) : summary(figures));
        out.flush();
        return 0;
    }

    private Metric metric() {
        for (Metric known : Metric.values()) {
            if (known.name().equalsIgnoreCase(metric)) {
                return known;
            }
        }
        throw wrong("--metric is " + metric + ", but must be ip or l2");
    }

    private int bits() {
        if (bits != 8 && bits != 4) {
            throw wrong("--bits is " + bits + ", but must be 8 or 4");
        }
        return bits;
    }

    private List<Integer> nprobes() {
        for (int nprobe : nprobes) {
            within("--nprobe", nprobe, coarse);
        }
        return nprobes;
    }

    private int within(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw wrong(name + " is " + value + ", but must be 1 to " + most);
        }
        return value;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static String line(SearchBench.Row row) {
        return String.format(
                Locale.ROOT,
                "%6d  %8.4f  %9.4f  %,10.0f  %6.1f  %6.2f%%  %15.1f",
                row.nprobe(),
                row.recall10(),
                row.recall100(),
                row.qps(),
                row.cpuMicros(),
                100 * row.scannedShare(),
                row.allocatedBytes());
    }

    private static String summary(SearchBench.Figures figures) {
        return String.format(
                Locale.ROOT,
                "%,d vectors of %d numbers, %,d queries; built in %.1f s, distortion %.5f",
                figures.items(),
                figures.dims(),
                figures.queries(),
                figures.buildSeconds(),
                figures.distortion());
    }

    private static ObjectNode toJson(SearchBench.Settings settings, SearchBench.Figures figures) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("items", figures.items())
                .put("dims", figures.dims())
                .put("queries", figures.queries())
                .put("metric", settings.metric().name().toLowerCase(Locale.ROOT))
                .put("coarse", settings.coarse())
                .put("subspaces", settings.subspaces())
                .put("bits", settings.bits())
                .put("threads", settings.threads())
                .put("java", System.getProperty("java.version"))
                .put("build_seconds", figures.buildSeconds())
                .put("distortion", figures.distortion());
        ArrayNode rows = root.putArray("rows");
        for (SearchBench.Row row : figures.rows()) {
            rows.addObject()
                    .put("nprobe", row.nprobe())
                    .put("recall10", row.recall10())
                    .put("recall100", row.recall100())
                    .put("qps", row.qps())
                    .put("cpu_us_per_query", row.cpuMicros())
                    .put("scanned_share", row.scannedShare())
                    .put("allocated_bytes_per_query", row.allocatedBytes());
        }
        return root;
    }
}
