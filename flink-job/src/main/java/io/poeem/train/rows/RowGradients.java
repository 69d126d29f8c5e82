package io.poeem.train.rows;

import java.util.Arrays;

/**
 * The gradients of one batch, summed per row, and the rows' update.
 *
 * <p>Sums run in the order of {@link #add}; the update is Adagrad as the reference has it: acc += g², row -= lr·g/√acc.
 * Both are plain loops of IEEE operations, so that they give the same bits whether or not the compiler vectorizes them.
 */
public final class RowGradients {

    private final int dims;
    private float[] sums;
    private int rows;

    /** @param dims values per row */
    public RowGradients(int dims) {
        this.dims = dims;
        this.sums = new float[256 * dims];
    }

    /** Starts a batch in which {@code rows} rows are pinned. */
    public void begin(int rows) {
        this.rows = rows;
        if (rows * dims > sums.length) {
            sums = new float[Math.max(rows * dims, 2 * sums.length)];
        } else {
            Arrays.fill(sums, 0, rows * dims, 0f);
        }
    }

    /** Adds {@code share · gradient[offset … offset + dims)} to the row of number {@code local}. */
    public void add(int local, float share, float[] gradient, int offset) {
        float[] to = sums;
        int at = local * dims;
        if (share == 1f) {
            for (int i = 0; i < dims; i++) {
                to[at + i] += gradient[offset + i];
            }
        } else {
            for (int i = 0; i < dims; i++) {
                to[at + i] += share * gradient[offset + i];
            }
        }
    }

    /** Updates every pinned row of the table; rows without a gradient stay as they are. */
    public void adagrad(RowTable table, float learningRate) {
        float[] values = table.values();
        float[] accumulators = table.accumulators();
        for (int local = 0; local < rows; local++) {
            step(values, accumulators, table.pinnedSlot(local) * dims, local * dims, learningRate);
        }
    }

    private void step(float[] values, float[] accumulators, int to, int from, float learningRate) {
        float[] gradient = sums;
        for (int i = 0; i < dims; i++) {
            float g = gradient[from + i];
            float a = accumulators[to + i] + g * g;
            accumulators[to + i] = a;
            values[to + i] -= learningRate * g / (float) Math.sqrt(a);
        }
    }
}
