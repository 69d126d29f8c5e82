package io.poeem.ops.bench.search;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Shape;
import io.poeem.train.codebook.BatchEncoder;
import io.poeem.train.codebook.Effort;
import io.poeem.train.codebook.WarmStart;
import io.poeem.train.kernel.FloatKernels;
import io.poeem.train.kernel.PaddedRows;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Builds a {@link PlainIndex}: a warm start on a sample of the vectors, then codes of them all. */
final class PlainBuild {
    /** Rows that are encoded at once. */
    private static final int BLOCK = 4096;

    private final FloatRows base;
    private final Shape shape;
    private final int threads;
    private final int[] coarse;
    private final byte[] codes;
    private final float[] squaredNorms;
    private final double[] errors;

    PlainBuild(FloatRows base, Shape shape, int threads) {
        this.base = base;
        this.shape = shape;
        this.threads = threads;
        this.coarse = new int[base.rows()];
        this.codes = new byte[Math.multiplyExact(base.rows(), shape.subspaces())];
        this.squaredNorms = new float[base.rows()];
        this.errors = new double[(base.rows() + BLOCK - 1) / BLOCK];
    }

    PlainIndex run(Metric metric, long seed) {
        Effort effort = Effort.brief(threads);
        int rows = (int)
                Math.min(base.rows(), (long) effort.rowsPerCentroid() * Math.max(shape.coarse(), shape.centroids()));
        Codebooks codebooks = WarmStart.run(sample(rows, seed), rows, shape, null, effort, seed);
        IntStream parts = IntStream.range(0, threads);
        (threads == 1 ? parts : parts.parallel()).forEach(part -> encode(codebooks, part));
        return PlainIndex.of(codebooks, metric, coarse, codes, squaredNorms);
    }

    /** ‖x - T(x)‖², the mean over all items; after {@link #run}. */
    double distortion() {
        double sum = 0;
        for (double error : errors) {
            sum += error;
        }
        return sum / base.rows();
    }

    /** Rows drawn without replacement. */
    private float[] sample(int rows, long seed) {
        int d = base.columns();
        int[] order = new int[base.rows()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        float[] sample = new float[rows * d];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < rows; i++) {
            int other = i + random.nextInt(order.length - i);
            int drawn = order[other];
            order[other] = order[i];
            System.arraycopy(base.values(), drawn * d, sample, i * d, d);
        }
        return sample;
    }

    /** Every {@code threads}-th block. */
    private void encode(Codebooks codebooks, int part) {
        Encoding encoding = new Encoding(codebooks);
        for (int block = part; block < errors.length; block += threads) {
            encoding.run(block);
        }
    }

    private final class Encoding {
        private final int d = shape.dims();
        private final BatchEncoder encoder = new BatchEncoder(shape, BLOCK, FloatKernels.best());
        private final PaddedRows rows = new PaddedRows(BLOCK, d);
        private final PaddedRows decoded = new PaddedRows(BLOCK, d);
        private final int[] c = new int[BLOCK];
        private final byte[] k = new byte[BLOCK * shape.subspaces()];

        Encoding(Codebooks codebooks) {
            encoder.load(codebooks);
        }

        void run(int block) {
            int from = block * BLOCK;
            int n = Math.min(BLOCK, base.rows() - from);
            for (int i = 0; i < n; i++) {
                System.arraycopy(base.values(), (from + i) * d, rows.values(), i * rows.stride(), d);
            }
            encoder.encode(rows, n, c, k);
            encoder.decode(c, k, n, decoded);
            System.arraycopy(c, 0, coarse, from, n);
            System.arraycopy(k, 0, codes, from * shape.subspaces(), n * shape.subspaces());
            measure(from, n, block);
        }

        private void measure(int from, int n, int block) {
            double error = 0;
            for (int i = 0; i < n; i++) {
                int t = i * decoded.stride();
                int x = i * rows.stride();
                float rowError = 0;
                for (int j = 0; j < d; j++) {
                    float difference = rows.values()[x + j] - decoded.values()[t + j];
                    rowError += difference * difference;
                }
                error += rowError;
                squaredNorms[from + i] = PlainIndex.squaredNorm(decoded.values(), t, d);
            }
            errors[block] = error;
        }
    }
}
