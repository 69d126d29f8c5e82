package io.poeem.train.step;

import io.poeem.train.kernel.FloatKernels;
import io.poeem.train.kernel.PaddedRows;

/** Rows divided by their length, and the way back for gradients. A row of length 0 stays 0 and gets the gradient 0. */
final class UnitRows {

    /** Shorter rows count as 0: their direction is noise, and its gradient would be out of bounds. */
    private static final float SHORTEST = 1e-12f;

    private final FloatKernels kernels;
    private final PaddedRows unit;
    private final float[] inverse;

    UnitRows(int maxBatch, int dims, FloatKernels kernels) {
        this.kernels = kernels;
        this.unit = new PaddedRows(maxBatch, dims);
        this.inverse = new float[maxBatch];
    }

    PaddedRows unit() {
        return unit;
    }

    /** |u| of a row as loaded; 0 where it counts as 0. */
    float length(int i) {
        return inverse[i] == 0 ? 0 : 1 / inverse[i];
    }

    void load(float[] rows, int n) {
        unit.load(rows, n);
        normalize(n);
    }

    void load(PaddedRows rows, int n) {
        unit.load(rows, n);
        normalize(n);
    }

    private void normalize(int n) {
        float[] u = unit.values();
        int stride = unit.stride();
        for (int i = 0, at = 0; i < n; i++, at += stride) {
            float norm = (float) Math.sqrt(kernels.dot(u, at, u, at, stride));
            inverse[i] = norm < SHORTEST ? 0 : 1 / norm;
            kernels.scale(inverse[i], u, at, u, at, stride);
        }
    }

    /** g, gradients w.r.t. the unit rows, becomes (g - û(û·g)) / |u|, gradients w.r.t. the rows as loaded. */
    void unnormalize(PaddedRows gradients, int n) {
        float[] u = unit.values();
        float[] g = gradients.values();
        int stride = unit.stride();
        for (int i = 0, at = 0; i < n; i++, at += stride) {
            float along = kernels.dot(u, at, g, at, stride);
            kernels.scaledDifference(inverse[i], g, at, along, u, at, g, at, stride);
        }
    }
}
