package io.poeem.train.codebook;

import io.poeem.train.kernel.FloatKernels;
import io.poeem.train.kernel.Padding;
import io.poeem.train.kernel.Panels;
import java.util.Arrays;

/**
 * argmin_k ||x - w_k||² = argmax_k x·w_k - ||w_k||²/2 for many x at once: one matrix product per block of rows, the scores
 * staying in the first-level cache.
 */
final class NearestCentroid {

    private static final int BLOCK = 2 * FloatKernels.TILE_ROWS;

    private final int centroids;
    private final int dims;
    private final int columns;
    private final FloatKernels kernels;
    private final Panels panels;
    private final float[] halfNorms;
    private final float[] scores;

    NearestCentroid(int centroids, int dims, FloatKernels kernels) {
        this.centroids = centroids;
        this.dims = dims;
        this.columns = Padding.columns(centroids);
        this.kernels = kernels;
        this.panels = new Panels(centroids, dims);
        this.halfNorms = new float[columns];
        this.scores = new float[BLOCK * columns];
        Arrays.fill(halfNorms, centroids, columns, Float.POSITIVE_INFINITY);
    }

    /** Takes the centroids (k, dims) that begin at {@code from}. */
    void load(float[] values, int from) {
        panels.load(values, from, dims, centroids);
        for (int k = 0; k < centroids; k++) {
            float sum = 0;
            for (int j = 0; j < dims; j++) {
                float w = values[from + k * dims + j];
                sum = Math.fma(w, w, sum);
            }
            halfNorms[k] = sum / 2;
        }
    }

    /** The nearest centroid of each of n rows of x; rows up to the next multiple of 8 must exist, their values do not matter. */
    void find(float[] x, int from, int stride, int n, int[] nearest) {
        for (int first = 0; first < n; first += BLOCK) {
            int rows = Math.min(BLOCK, n - first);
            panels.multiply(kernels, Padding.rows(rows), columns, x, from + first * stride, stride, scores, 0, columns);
            for (int i = 0; i < rows; i++) {
                nearest[first + i] = kernels.argMaxDifference(scores, i * columns, halfNorms, 0, columns);
            }
        }
    }
}
