package io.poeem.state.kernel;

/**
 * The inner loops of training and search. All matrices are row-major in flat arrays, an {@code o} argument is the offset of the first
 * element. Products are summed with fused multiply-add.
 *
 * <p>The result of every operation is a function of its input alone, bit for bit: it depends neither on the implementation, nor on
 * the vector width, nor on what the JIT has compiled. {@code KernelsTest} holds implementations to it. Instances have no state and may be shared between threads.
 */
public interface Kernels {

    /** The fastest that this JVM can run: {@link VectorKernels} with {@code --add-modules jdk.incubator.vector}, else {@link ScalarKernels}. */
    static Kernels best() {
        return BestKernels.INSTANCE;
    }

    /** Σ a_i b_i over n elements: 32 partial sums, i mod 32, then added up by halves. */
    float dot(float[] a, int ao, float[] b, int bo, int n);

    /** Σ (a_i - b_i)², in the order of {@link #dot}. */
    float squaredDistance(float[] a, int ao, float[] b, int bo, int n);

    /** y += alpha x. */
    void axpy(float alpha, float[] x, int xo, float[] y, int yo, int n);

    /**
     * y = x W + b for n rows: x (n, in), W (in, out), b (out) or null for none, y (n, out). Each y is b and then the products in the
     * order of {@code in}. With W holding centroids as columns and n = 1 this is the product of a query with all of them.
     */
    void affine(float[] x, int xo, int n, int in, float[] w, int wo, int out, float[] b, int bo, float[] y, int yo);

    /** ½‖w_j‖² for each of k centroids (k, d), as {@link #nearest} wants them. */
    void halfNorms(float[] centroids, int co, int k, int d, float[] out, int oo);

    /**
     * argmin_j ‖x - w_j‖², by ½‖w_j‖² - x·w_j, for n rows of x; ties go to the smaller j, a row with a NaN to 0.
     *
     * @param x row r is at {@code xo + r * xStride}, d elements
     * @param centroids (k, d)
     * @param halfNorms of these centroids, from {@link #halfNorms}
     * @param out of row r at {@code oo + r * oStride}
     */
    void nearest(
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
            int oStride);

    /** {@link #nearest} with the norms made on the way: k·d more products. */
    default void nearest(
            float[] x,
            int xo,
            int xStride,
            int n,
            float[] centroids,
            int co,
            int k,
            int d,
            int[] out,
            int oo,
            int oStride) {
        float[] halfNorms = new float[k];
        halfNorms(centroids, co, k, d, halfNorms, 0);
        nearest(x, xo, xStride, n, centroids, co, halfNorms, 0, k, d, out, oo, oStride);
    }

    /**
     * Asymmetric distance computation: out_i = Σ_m table[m][code_{i,m}] for n codes of D bytes, summed in the order of m.
     *
     * @param table (D, K) products of a query with the centroids of each subspace
     */
    default void adc(
            float[] table, int subspaces, int centroids, byte[] codes, int codesOffset, int n, float[] out, int oo) {
        AdcScan.scan(table, subspaces, centroids, codes, codesOffset, n, out, oo);
    }

    /** out = x / ‖x‖; zeros stay zeros. Returns ‖x‖. In place where out is x. */
    default float normalize(float[] x, int xo, int n, float[] out, int oo) {
        float norm = (float) Math.sqrt(dot(x, xo, x, xo, n));
        for (int i = 0; i < n; i++) {
            out[oo + i] = norm > 0 ? x[xo + i] / norm : 0;
        }
        return norm;
    }
}
