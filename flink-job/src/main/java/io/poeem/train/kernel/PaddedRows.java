package io.poeem.train.kernel;

import java.util.Arrays;

/**
 * A matrix by rows whose rows and columns are padded for the kernels. Padding columns are 0 and stay 0; padding rows hold
 * anything, and whatever is computed from them is never read.
 */
public final class PaddedRows {

    private final int dims;
    private final int stride;
    private final float[] values;
    private final float[] compact;

    /**
     * @param rows the most rows it will hold
     * @param dims columns
     */
    public PaddedRows(int rows, int dims) {
        this.dims = dims;
        this.stride = Padding.columns(dims);
        this.values = new float[Math.multiplyExact(Padding.rows(rows), stride)];
        this.compact = stride == dims ? values : new float[rows * dims];
    }

    /** The padded matrix; row i begins at i·{@link #stride}. */
    public float[] values() {
        return values;
    }

    public int dims() {
        return dims;
    }

    public int stride() {
        return stride;
    }

    /** Takes n rows of (n, dims). */
    public void load(float[] rows, int n) {
        for (int i = 0; i < n; i++) {
            System.arraycopy(rows, i * dims, values, i * stride, dims);
        }
    }

    /** Takes n rows of another of the same shape. */
    public void load(PaddedRows rows, int n) {
        System.arraycopy(rows.values, 0, values, 0, n * stride);
    }

    public void clear(int n) {
        Arrays.fill(values, 0, Padding.rows(n) * stride, 0);
    }

    /** The first n rows as (n, dims); valid until the next change, and longer than n rows. */
    public float[] compact(int n) {
        if (stride != dims) {
            for (int i = 0; i < n; i++) {
                System.arraycopy(values, i * stride, compact, i * dims, dims);
            }
        }
        return compact;
    }
}
