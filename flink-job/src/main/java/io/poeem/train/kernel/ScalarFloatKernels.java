package io.poeem.train.kernel;

import java.util.Arrays;

/** Plain Java: the reference of what the vector kernels must give, and the fallback where their module is missing. */
final class ScalarFloatKernels implements FloatKernels {

    private final float[] lanes = new float[LANES];

    @Override
    public void multiply(
            int m,
            int n,
            int k,
            float[] a,
            int ao,
            int aRow,
            int aColumn,
            float[] b,
            int bo,
            int bRow,
            float[] c,
            int co,
            int cRow,
            boolean add) {
        for (int i = 0; i < m; i++) {
            int row = co + i * cRow;
            if (!add) {
                Arrays.fill(c, row, row + n, 0);
            }
            for (int l = 0; l < k; l++) {
                axpy(a[ao + i * aRow + l * aColumn], b, bo + l * bRow, c, row, n);
            }
        }
    }

    @Override
    public float dot(float[] a, int ao, float[] b, int bo, int n) {
        Arrays.fill(lanes, 0);
        for (int j = 0; j < n; j += LANES) {
            for (int l = 0; l < LANES; l++) {
                lanes[l] = Math.fma(a[ao + j + l], b[bo + j + l], lanes[l]);
            }
        }
        return sumByHalves(lanes);
    }

    /** Adds up the partial sums: lane l and l + 8, then l and l + 4, … */
    static float sumByHalves(float[] lanes) {
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int l = 0; l < half; l++) {
                lanes[l] += lanes[l + half];
            }
        }
        return lanes[0];
    }

    @Override
    public void axpy(float alpha, float[] x, int xo, float[] y, int yo, int n) {
        for (int j = 0; j < n; j++) {
            y[yo + j] = Math.fma(alpha, x[xo + j], y[yo + j]);
        }
    }

    @Override
    public void scale(float alpha, float[] x, int xo, float[] out, int oo, int n) {
        for (int j = 0; j < n; j++) {
            out[oo + j] = alpha * x[xo + j];
        }
    }

    @Override
    public void scaledDifference(
            float alpha, float[] x, int xo, float beta, float[] y, int yo, float[] out, int oo, int n) {
        for (int j = 0; j < n; j++) {
            out[oo + j] = alpha * Math.fma(-beta, y[yo + j], x[xo + j]);
        }
    }

    @Override
    public float max(float[] a, int ao, int n) {
        float max = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            max = Math.max(max, a[ao + j]);
        }
        return max;
    }

    @Override
    public float expSum(float[] s, int so, int n, float max) {
        Arrays.fill(lanes, 0);
        for (int j = 0; j < n; j++) {
            float e = Exponential.of(s[so + j] - max);
            s[so + j] = e;
            lanes[j % LANES] += e;
        }
        return sumByHalves(lanes);
    }

    @Override
    public void nearest(
            int n,
            int depth,
            float[] panels,
            int po,
            int panelSize,
            float[] centroids,
            int co,
            int k,
            float[] halfNorms,
            int[] out) {
        for (int i = 0; i < n; i++) {
            int point = po + i / TILE_COLUMNS * panelSize + i % TILE_COLUMNS;
            float best = Float.NEGATIVE_INFINITY;
            out[i] = 0;
            for (int c = 0; c < k; c++) {
                float product = 0;
                for (int l = 0; l < depth; l++) {
                    product = Math.fma(centroids[co + c * depth + l], panels[point + l * TILE_COLUMNS], product);
                }
                if (product - halfNorms[c] > best) {
                    best = product - halfNorms[c];
                    out[i] = c;
                }
            }
        }
    }

    @Override
    public void adagrad(float[] x, float[] h, float[] g, int n, float rate) {
        for (int j = 0; j < n; j++) {
            h[j] = Math.fma(g[j], g[j], h[j]);
            x[j] -= rate * g[j] / (float) Math.sqrt(h[j]);
        }
    }
}
