package io.poeem.train.codebook;

import io.poeem.train.kernel.FloatKernels;
import io.poeem.train.kernel.Panels;

/** argmin_k ||x - w_k||² for many x at once, over one codebook inside a larger array. */
final class NearestCentroid {

    private final int centroids;
    private final int dims;
    private final FloatKernels kernels;
    private final float[] halfNorms;
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

    /** The nearest centroid of each of n points, by their elements from {@code first} on. */
    void find(Panels points, int first, int n, int[] nearest) {
        points.nearest(kernels, n, first, dims, values, offset, centroids, halfNorms, nearest);
    }
}
