package io.poeem.state.kernel;

/** With the Vector API. */
public final class VectorKernels implements Kernels {
    private final ScalarKernels scalar = new ScalarKernels();

    @Override
    public float dot(float[] a, int ao, float[] b, int bo, int n) {
        return scalar.dot(a, ao, b, bo, n);
    }

    @Override
    public float squaredDistance(float[] a, int ao, float[] b, int bo, int n) {
        return scalar.squaredDistance(a, ao, b, bo, n);
    }

    @Override
    public void axpy(float alpha, float[] x, int xo, float[] y, int yo, int n) {
        scalar.axpy(alpha, x, xo, y, yo, n);
    }

    @Override
    public void affine(
            float[] x, int xo, int n, int in, float[] w, int wo, int out, float[] b, int bo, float[] y, int yo) {
        scalar.affine(x, xo, n, in, w, wo, out, b, bo, y, yo);
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
        scalar.nearest(x, xo, xStride, n, centroids, co, halfNorms, ho, k, d, out, oo, oStride);
    }
}
