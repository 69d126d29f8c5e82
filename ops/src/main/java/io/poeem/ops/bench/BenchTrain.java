package io.poeem.ops.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.poeem.ops.bench.TrainRun.Figures;
import io.poeem.train.StageNanos;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code poeem bench train}: examples per second of the joint step. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures the joint step in memory, on one thread: rows, towers, in-batch softmax, quantizer, all updates.",
            "d 64, J 128, K 256, D 8; 100,000 items by Zipf's law, 100,000 users; the query is the user's token.",
            "The figure is the median of several windows after a warm-up."
        })
public final class BenchTrain implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--batch",
            split = ",",
            paramLabel = "B",
            defaultValue = "128,256,1024",
            description = "Examples per batch, one or more (default: ${DEFAULT-VALUE}).")
    private List<Integer> batches;

    @Option(
            names = "--hidden",
            split = ",",
            paramLabel = "H",
            defaultValue = "0,128",
            description = "Width of the towers' hidden layer, one or more; 0: none (default: ${DEFAULT-VALUE}).")
    private List<Integer> hidden;

    @Option(
            names = "--windows",
            paramLabel = "N",
            defaultValue = "5",
            description = "Windows of measurement (default: ${DEFAULT-VALUE}).")
    private int windows;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "1",
            description = "Length of a window (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Override
    public Integer call() {
        if (windows < 1 || !(seconds > 0 && seconds <= 600)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--windows is " + windows + " and --seconds " + seconds
                            + ", but there must be at least 1 window, of more than 0 and at most 600 seconds");
        }
        PrintWriter out = spec.commandLine().getOut();
        List<Figures> rows = new ArrayList<>();
        if (!json) {
            out.println("batch  hidden  examples/s   slowest   fastest   rows  towers  softmax  quantizer");
        }
        for (int width : hidden) {
            for (int batch : batches) {
                Figures figures = new TrainRun(batch, width, System::nanoTime).measure(windows, seconds);
                rows.add(figures);
                if (!json) {
                    out.println(line(figures));
                    out.flush();
                }
            }
        }
        if (json) {
            out.println(toJson(rows));
        }
        out.flush();
        return 0;
    }

    private static String line(Figures f) {
        StageNanos s = f.stages();
        double total = s.total() / 100.0;
        return String.format(
                Locale.ROOT,
                "%5d  %6d  %,10.0f  %,8.0f  %,8.0f  %4.0f%%  %5.0f%%  %6.0f%%  %8.0f%%",
                f.batch(),
                f.hidden(),
                f.examplesPerSecond(),
                f.slowest(),
                f.fastest(),
                s.rows() / total,
                s.towers() / total,
                s.softmax() / total,
                s.quantizer() / total);
    }

    private static ObjectNode toJson(List<Figures> rows) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        ArrayNode list = root.putArray("rows");
        for (Figures f : rows) {
            StageNanos s = f.stages();
            ObjectNode row = list.addObject()
                    .put("batch", f.batch())
                    .put("hidden", f.hidden())
                    .put("examples_per_second", Math.round(f.examplesPerSecond()))
                    .put("slowest", Math.round(f.slowest()))
                    .put("fastest", Math.round(f.fastest()));
            double total = s.total();
            row.putObject("share_of_time")
                    .put("rows", s.rows() / total)
                    .put("towers", s.towers() / total)
                    .put("softmax", s.softmax() / total)
                    .put("quantizer", s.quantizer() / total);
        }
        return root;
    }
}
