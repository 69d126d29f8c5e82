package io.poeem.state.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * With the Vector API. Lanes run over elements whose sums are independent (outputs, rows), so that each sum has the order of
 * {@link ScalarKernels}; only {@link #dot} splits a sum, into the same 32 partial sums on every machine.
 */
public final class VectorKernels implements Kernels {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private final Kernels scalar = new ScalarKernels();
    private final NearestRows nearest = new NearestRows();

    @Override
    public float dot(float[] a, int ao, float[] b, int bo, int n) {
        float[] sums = new float[ScalarKernels.PARTIALS];
        int whole = n - n % ScalarKernels.PARTIALS;
        for (int lane = 0; lane < ScalarKernels.PARTIALS && whole > 0; lane += LANES) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int i = lane; i < whole; i += ScalarKernels.PARTIALS) {
                sum = FloatVector.fromArray(SPECIES, a, ao + i).fma(FloatVector.fromArray(SPECIES, b, bo + i), sum);
            }
            sum.intoArray(sums, lane);
        }
        for (int i = whole; i < n; i++) {
            sums[i - whole] = Math.fma(a[ao + i], b[bo + i], sums[i - whole]);
        }
        return ScalarKernels.addByHalves(sums);
    }

    @Override
    public float squaredDistance(float[] a, int ao, float[] b, int bo, int n) {
        float[] sums = new float[ScalarKernels.PARTIALS];
        int whole = n - n % ScalarKernels.PARTIALS;
        for (int lane = 0; lane < ScalarKernels.PARTIALS && whole > 0; lane += LANES) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int i = lane; i < whole; i += ScalarKernels.PARTIALS) {
                FloatVector difference =
                        FloatVector.fromArray(SPECIES, a, ao + i).sub(FloatVector.fromArray(SPECIES, b, bo + i));
                sum = difference.fma(difference, sum);
            }
            sum.intoArray(sums, lane);
        }
        for (int i = whole; i < n; i++) {
            float difference = a[ao + i] - b[bo + i];
            sums[i - whole] = Math.fma(difference, difference, sums[i - whole]);
        }
        return ScalarKernels.addByHalves(sums);
    }

    @Override
    public void axpy(float alpha, float[] x, int xo, float[] y, int yo, int n) {
        FloatVector factor = FloatVector.broadcast(SPECIES, alpha);
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            factor.fma(FloatVector.fromArray(SPECIES, x, xo + i), FloatVector.fromArray(SPECIES, y, yo + i))
                    .intoArray(y, yo + i);
        }
        scalar.axpy(alpha, x, xo + i, y, yo + i, n - i);
    }

    @Override
    public void affine(
            float[] x, int xo, int n, int in, float[] w, int wo, int out, float[] b, int bo, float[] y, int yo) {
        for (int r = 0; r < n; r++) {
            int row = xo + r * in;
            int to = yo + r * out;
            int j = 0;
            for (; j + 4 * LANES <= out; j += 4 * LANES) {
                affineFour(x, row, in, w, wo + j, out, b, bo + j, y, to + j);
            }
            for (; j + LANES <= out; j += LANES) {
                affineOne(x, row, in, w, wo + j, out, b, bo + j, y, to + j);
            }
            if (j < out) {
                ScalarKernels.affineColumns(x, row, in, w, wo, out, j, b, bo, y, to);
            }
        }
    }

    private static void affineFour(
            float[] x, int xo, int in, float[] w, int wo, int stride, float[] b, int bo, float[] y, int yo) {
        FloatVector s0 = start(b, bo);
        FloatVector s1 = start(b, bo + LANES);
        FloatVector s2 = start(b, bo + 2 * LANES);
        FloatVector s3 = start(b, bo + 3 * LANES);
        for (int i = 0, at = wo; i < in; i++, at += stride) {
            FloatVector xi = FloatVector.broadcast(SPECIES, x[xo + i]);
            s0 = xi.fma(FloatVector.fromArray(SPECIES, w, at), s0);
            s1 = xi.fma(FloatVector.fromArray(SPECIES, w, at + LANES), s1);
            s2 = xi.fma(FloatVector.fromArray(SPECIES, w, at + 2 * LANES), s2);
            s3 = xi.fma(FloatVector.fromArray(SPECIES, w, at + 3 * LANES), s3);
        }
        s0.intoArray(y, yo);
        s1.intoArray(y, yo + LANES);
        s2.intoArray(y, yo + 2 * LANES);
        s3.intoArray(y, yo + 3 * LANES);
    }

    private static void affineOne(
            float[] x, int xo, int in, float[] w, int wo, int stride, float[] b, int bo, float[] y, int yo) {
        FloatVector sum = start(b, bo);
        for (int i = 0, at = wo; i < in; i++, at += stride) {
            sum = FloatVector.broadcast(SPECIES, x[xo + i]).fma(FloatVector.fromArray(SPECIES, w, at), sum);
        }
        sum.intoArray(y, yo);
    }

    private static FloatVector start(float[] b, int bo) {
        return b == null ? FloatVector.zero(SPECIES) : FloatVector.fromArray(SPECIES, b, bo);
    }

    @Override
    public void halfNorms(float[] centroids, int co, int k, int d, float[] out, int oo) {
        scalar.halfNorms(centroids, co, k, d, out, oo);
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
        nearest.run(x, xo, xStride, n, centroids, co, halfNorms, ho, k, d, out, oo, oStride);
    }
}
