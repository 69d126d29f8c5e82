package io.poeem.train.codebook;

import io.poeem.train.kernel.FloatKernels;
import io.poeem.train.kernel.Panels;

/** argmin_k ||x - w_k||² for many x at once, over one codebook inside a larger array. */
final class NearestCentroid {

    private final int centroids;
    private final int dims;
    private final FloatKernels kernels;
    private final float[] halfNorms;
    /** Null until factors are given. */
    private float[] scaled;

    private float[] values;
    private int offset;

    NearestCentroid(int centroids, int dims, FloatKernels kernels) {
        this.centroids = centroids;
        this.dims = dims;
        this.kernels = kernels;
        this.halfNorms = new float[centroids];
    }

    /** Takes the centroids (k, dims) that begin at {@code from}; not copied, but another load must follow a change. */
    void load(float[] codebook, int from) {
        values = codebook;
        offset = from;
        for (int k = 0; k < centroids; k++) {
            float sum = 0;
            for (int j = from + k * dims; j < from + (k + 1) * dims; j++) {
                sum = Math.fma(codebook[j], codebook[j], sum);
            }
            halfNorms[k] = sum / 2;
        }
    }

    /**
     * As {@link #load(float[], int)}, but for points of length 1 and f_k ||x - w_k||², each f_k from 0 to 1: the argmin is
     * argmax_k x·(f_k w_k) - f_k (1 + ||w_k||²)/2.
     */
    void load(float[] codebook, int from, float[] factors) {
        load(codebook, from);
        if (scaled == null) {
            scaled = new float[centroids * dims];
        }
        for (int k = 0; k < centroids; k++) {
            halfNorms[k] = factors[k] * (0.5f + halfNorms[k]);
            for (int j = k * dims; j < (k + 1) * dims; j++) {
                scaled[j] = factors[k] * codebook[from + j];
            }
        }
        values = scaled;
        offset = 0;
    }

    /** The nearest centroid of each of n points, by their elements from {@code first} on. */
    void find(Panels points, int first, int n, int[] nearest) {
        points.nearest(kernels, n, first, dims, values, offset, centroids, halfNorms, nearest);
    }
}
