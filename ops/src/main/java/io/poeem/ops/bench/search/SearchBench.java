package io.poeem.ops.bench.search;

import io.poeem.state.model.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The whole measurement: files, build, search at several nprobe. */
public final class SearchBench {
    private static final double NANOS = 1e9;

    private final FloatRows base;
    private final FloatRows queries;
    private final IntRows truth;
    private final LongSupplier nanoTime;

    /**
     * @param bits of a code: 8 or 4
     * @param threads of search; the build takes all processors
     * @param runs at each nprobe, of which the fastest counts
     */
    public record Settings(
            Metric metric,
            int coarse,
            int subspaces,
            int bits,
            int threads,
            List<Integer> nprobes,
            int runs,
            long seed) {}

    /**
     * What was measured at one nprobe.
     *
     * @param recall10 share of the true 10 nearest in our first 10
     * @param recall100 share of queries whose true nearest is among our first 100
     * @param qps queries per second of all threads together, in the fastest of the runs
     * @param cpuMicros processor time of a query, in the best of the runs: what a busy machine leaves comparable
     * @param scannedShare of all items, how many a query scanned
     * @param allocatedBytes per query
     */
    public record Row(
            int nprobe,
            double recall10,
            double recall100,
            double qps,
            double cpuMicros,
            double scannedShare,
            double allocatedBytes) {}

    /** All that was measured. */
    public record Figures(int items, int dims, int queries, double buildSeconds, double distortion, List<Row> rows) {}

    /** @throws VectorFileException if the files cannot be read or do not fit each other */
    public static SearchBench of(Path vectors, Path queryFile, Path truthFile, LongSupplier nanoTime) {
        SearchBench bench = new SearchBench(
                VectorFile.floats(vectors), VectorFile.floats(queryFile), VectorFile.ints(truthFile), nanoTime);
        bench.requireFit(vectors, queryFile, truthFile);
        return bench;
    }

    private SearchBench(FloatRows base, FloatRows queries, IntRows truth, LongSupplier nanoTime) {
        this.base = base;
        this.queries = queries;
        this.truth = truth;
        this.nanoTime = nanoTime;
    }

    private void requireFit(Path vectors, Path queryFile, Path truthFile) {
        if (queries.columns() != base.columns()) {
            throw new VectorFileException(queryFile + " has vectors of " + queries.columns() + " numbers, but "
                    + vectors + " of " + base.columns());
        }
        if (truth.rows() != queries.rows()) {
            throw new VectorFileException(truthFile + " has " + truth.rows() + " rows, but " + queryFile + " "
                    + queries.rows() + "; there must be one for each query");
        }
        for (int number : truth.values()) {
            if (number < 0 || number >= base.rows()) {
                throw new VectorFileException(
                        truthFile + " names vector " + number + ", but " + vectors + " has 0 to " + (base.rows() - 1));
            }
        }
    }

    /**
     * @param progress told each row as it is measured
     * @throws IllegalArgumentException if the settings do not fit the vectors
     */
    public Figures run(Settings settings, Consumer<Row> progress) throws InterruptedException {
        Shape shape = new Shape(base.columns(), settings.coarse(), settings.subspaces(), 1 << settings.bits());
        long start = nanoTime.getAsLong();
        PlainBuild build = new PlainBuild(base, shape, Runtime.getRuntime().availableProcessors());
        PlainIndex index = build.run(settings.metric(), settings.seed());
        double seconds = (nanoTime.getAsLong() - start) / NANOS;
        List<Row> rows = new ArrayList<>();
        try (PlainRun run = new PlainRun(index, queries, truth, settings.threads(), nanoTime)) {
            run.warmUp();
            for (int nprobe : settings.nprobes()) {
                Row row = run.measure(nprobe, settings.runs());
                rows.add(row);
                progress.accept(row);
            }
        }
        return new Figures(base.rows(), base.columns(), queries.rows(), seconds, build.distortion(), rows);
    }
}
