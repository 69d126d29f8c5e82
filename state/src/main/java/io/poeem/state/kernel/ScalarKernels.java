package io.poeem.state.kernel;

/** Plain Java: the definition that other implementations must equal, and the fallback where the Vector API is missing. */
public final class ScalarKernels implements Kernels {
    /** Partial sums of a dot product: enough for two vectors of the widest kind. */
    static final int PARTIALS = 32;

    @Override
    public float dot(float[] a, int ao, float[] b, int bo, int n) {
        float[] sums = new float[PARTIALS];
        for (int i = 0; i < n; i++) {
            sums[i % PARTIALS] = Math.fma(a[ao + i], b[bo + i], sums[i % PARTIALS]);
        }
        return addByHalves(sums);
    }

    @Override
    public float squaredDistance(float[] a, int ao, float[] b, int bo, int n) {
        float[] sums = new float[PARTIALS];
        for (int i = 0; i < n; i++) {
            float difference = a[ao + i] - b[bo + i];
            sums[i % PARTIALS] = Math.fma(difference, difference, sums[i % PARTIALS]);
        }
        return addByHalves(sums);
    }

    static float addByHalves(float[] sums) {
        for (int half = PARTIALS / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                sums[i] += sums[i + half];
            }
        }
        return sums[0];
    }

    @Override
    public void axpy(float alpha, float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Math.fma(alpha, x[xo + i], y[yo + i]);
        }
    }

    @Override
    public void affine(
            float[] x, int xo, int n, int in, float[] w, int wo, int out, float[] b, int bo, float[] y, int yo) {
        for (int r = 0; r < n; r++) {
            affineColumns(x, xo + r * in, in, w, wo, out, 0, b, bo, y, yo + r * out);
        }
    }

    /** Columns {@code from} to {@code out} of one row. */
    static void affineColumns(
            float[] x, int xo, int in, float[] w, int wo, int out, int from, float[] b, int bo, float[] y, int yo) {
        for (int j = from; j < out; j++) {
            y[yo + j] = b == null ? 0 : b[bo + j];
        }
        for (int i = 0; i < in; i++) {
            float xi = x[xo + i];
            for (int j = from; j < out; j++) {
                y[yo + j] = Math.fma(xi, w[wo + i * out + j], y[yo + j]);
            }
        }
    }

    @Override
    public void halfNorms(float[] centroids, int co, int k, int d, float[] out, int oo) {
        for (int j = 0; j < k; j++) {
            float sum = 0;
            for (int i = co + j * d; i < co + j * d + d; i++) {
                sum = Math.fma(centroids[i], centroids[i], sum);
            }
            out[oo + j] = 0.5f * sum;
        }
    }

    @Override
    public void nearest(
            float[] x,
            int xo,
            int xStride,
            int n,
            float[] centroids,
            int co,
            float[] halfNorms,
            int ho,
            int k,
            int d,
            int[] out,
            int oo,
            int oStride) {
        for (int r = 0; r < n; r++) {
            int row = xo + r * xStride;
            int best = 0;
            float least = Float.POSITIVE_INFINITY;
            for (int j = 0; j < k; j++) {
                float distance = halfNorms[ho + j];
                for (int i = 0; i < d; i++) {
                    distance = Math.fma(-x[row + i], centroids[co + j * d + i], distance);
                }
                if (distance < least) {
                    least = distance;
                    best = j;
                }
            }
            out[oo + r * oStride] = best;
        }
    }
}
