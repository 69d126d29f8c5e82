package io.poeem.train.gate;

import io.poeem.train.health.Usage;
import io.poeem.train.kernel.FloatKernels;
import io.poeem.train.kernel.Padding;
import io.poeem.train.publish.ItemEncoder;
import io.poeem.train.rows.ItemTable;
import io.poeem.train.rows.RowVisitor;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.Arrays;

/**
 * One trial of a model on the canaries, by the same rows, towers, rotation and codebooks, and the same code, that would write
 * the version. C canaries with N different items take the encoding of N items and two products of 2CNd operations.
 *
 * <p>Changes no row and touches none; which rows are cached may change.
 */
final class CanaryTrial {

    private static final int TOP = 10;
    private static final int ABSENT = -1;

    private final FloatKernels kernels;
    private final Canaries canaries;
    private final int dims;
    /** Of each canary, the number of its item among the candidates, or {@link #ABSENT}. */
    private final int[] candidates;

    private final int[] slots;
    private int items;

    private int columns;
    private float[] exact; // (d, columns): x̂ of the candidates
    private float[] coded; // (d, columns): T(x) / |T(x)|
    private double[] errors; // |T(x) - x̂|²
    private int[] coarse;

    private CanaryTrial(FloatKernels kernels, Canaries canaries, int dims) {
        this.kernels = kernels;
        this.canaries = canaries;
        this.dims = dims;
        this.candidates = new int[canaries.size()];
        this.slots = new int[canaries.size()];
    }

    /** No row of the table may be pinned. */
    static CanaryFigures run(FloatKernels kernels, Canaries canaries, ItemTable table, ItemEncoder encoder) {
        CanaryTrial trial = new CanaryTrial(kernels, canaries, table.dims());
        trial.find(table);
        trial.encode(encoder);
        table.release();
        return trial.figures();
    }

    private void find(ItemTable table) {
        Object2IntOpenHashMap<String> known = new Object2IntOpenHashMap<>(2 * candidates.length);
        for (int i = 0; i < candidates.length; i++) {
            String item = canaries.item(i);
            if (!known.containsKey(item)) {
                int slot = table.peek(item);
                boolean served = slot >= 0 && table.isClicked(slot) && !table.isDeleted(slot);
                known.put(item, served ? items : ABSENT);
                if (served) {
                    slots[items++] = slot;
                }
            }
            candidates[i] = known.getInt(item);
        }
    }

    private void encode(ItemEncoder encoder) {
        columns = Padding.columns(items);
        exact = new float[dims * columns];
        coded = new float[dims * columns];
        errors = new double[items];
        coarse = new int[items];
        for (int from = 0; from < items; from += RowVisitor.BLOCK) {
            int n = Math.min(RowVisitor.BLOCK, items - from);
            encoder.quantize(Arrays.copyOfRange(slots, from, from + n), n);
            System.arraycopy(encoder.coarse(), 0, coarse, from, n);
            for (int i = 0; i < n; i++) {
                take(encoder.embeddings(), encoder.decoded(), i * dims, from + i);
            }
        }
    }

    private void take(float[] x, float[] decoded, int at, int candidate) {
        double error = 0;
        double squares = 0;
        for (int j = 0; j < dims; j++) {
            double t = decoded[at + j];
            error += (t - x[at + j]) * (t - x[at + j]);
            squares += t * t;
        }
        errors[candidate] = error;
        double inverse = squares > 0 ? 1 / Math.sqrt(squares) : 0;
        for (int j = 0; j < dims; j++) {
            exact[j * columns + candidate] = x[at + j];
            coded[j * columns + candidate] = (float) (decoded[at + j] * inverse);
        }
    }

    private CanaryFigures figures() {
        int[] lists = new int[1 + Arrays.stream(coarse).max().orElse(0)];
        int[] clicks = new int[items];
        int n = 0;
        double error = 0;
        for (int candidate : candidates) {
            if (candidate != ABSENT) {
                n++;
                error += errors[candidate];
                lists[coarse[candidate]]++;
                clicks[candidate]++;
            }
        }
        double[] found = n == 0 ? new double[2] : found();
        return new CanaryFigures(
                n,
                items,
                found[0] / n,
                found[1] / n,
                Math.sqrt(error / n),
                Usage.of(lists, 0, lists.length).perplexity(),
                Usage.of(clicks, 0, items).perplexity());
    }

    /** How many canaries are found by codes, and by embeddings. */
    private double[] found() {
        int rows = RowVisitor.BLOCK;
        float[] queries = new float[rows * dims];
        float[] scores = new float[rows * columns];
        double[] found = new double[2];
        for (int from = 0; from < candidates.length; from += rows) {
            int n = Math.min(rows, candidates.length - from);
            for (int i = 0; i < n; i++) {
                canaries.query(from + i, queries, i * dims);
            }
            found[0] += found(queries, coded, scores, from, n);
            found[1] += found(queries, exact, scores, from, n);
        }
        return found;
    }

    private double found(float[] queries, float[] points, float[] scores, int from, int n) {
        int rows = Padding.rows(n);
        kernels.multiply(rows, columns, dims, queries, 0, dims, 1, points, 0, columns, scores, 0, columns, false);
        double found = 0;
        for (int i = 0; i < n; i++) {
            if (candidates[from + i] != ABSENT) {
                found += inTop(scores, i * columns, candidates[from + i]);
            }
        }
        return found;
    }

    /** The chance that a candidate is among the first, if those of an equal score are ordered by chance. */
    private double inTop(float[] scores, int at, int candidate) {
        float own = scores[at + candidate];
        int better = 0;
        int equal = 0;
        for (int j = at; j < at + items; j++) {
            better += scores[j] > own ? 1 : 0;
            equal += scores[j] == own ? 1 : 0;
        }
        return better >= TOP || equal == 0 ? 0 : Math.min(1, (double) (TOP - better) / equal);
    }
}
