package io.poeem.train.kernel;

/**
 * The inner loops of learning. One implementation uses the Vector API, the other plain Java; both give the same bits, which
 * is possible because no result depends on how many lanes a vector has:
 *
 * <ul>
 *   <li>a product sums each of its elements on its own, over k in ascending order, one fused multiply-add each;
 *   <li>a sum over a row keeps {@value #LANES} partial sums, element j in sum j mod {@value #LANES}, and adds those by
 *       halves;
 *   <li>the exponential is the polynomial of {@link Exponential}.
 * </ul>
 *
 * <p>Row lengths are multiples of {@value #LANES} and product sizes of the tile ({@value #TILE_ROWS} rows, {@value
 * #TILE_COLUMNS} columns): callers pad, see {@link Padding}. An instance owns scratch memory: one per thread.
 */
public sealed interface FloatKernels permits ScalarFloatKernels, VectorFloatKernels {

    /** Partial sums of a row; row lengths are multiples of it. */
    int LANES = 16;

    /** Rows of a product come in multiples of this. */
    int TILE_ROWS = 8;

    /** Columns of a product come in multiples of this. */
    int TILE_COLUMNS = 32;

    /** With the Vector API where the JVM was started with its module, else without: slower, same bits. */
    static FloatKernels best() {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return vectors ? new VectorFloatKernels() : scalar();
    }

    /** Without the Vector API. */
    static FloatKernels scalar() {
        return new ScalarFloatKernels();
    }

    /**
     * C = A B, or C += A B: c[co + i·cRow + j] (+)= Σ_l a[ao + i·aRow + l·aColumn] b[bo + l·bRow + j], i &lt; m, j &lt; n,
     * l &lt; k ascending.
     *
     * @param m a multiple of {@value #TILE_ROWS}
     * @param n a multiple of {@value #TILE_COLUMNS}
     * @param aColumn 1 for a matrix by rows; swapped with aRow for its transpose
     * @param add whether C's values are the sums' starting points
     */
    void multiply(
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
            boolean add);

    /** Σ_j a_j b_j over n, a multiple of {@value #LANES}. */
    float dot(float[] a, int ao, float[] b, int bo, int n);

    /** y += α x over n, a multiple of {@value #LANES}. */
    void axpy(float alpha, float[] x, int xo, float[] y, int yo, int n);

    /** out = α x over n, a multiple of {@value #LANES}. */
    void scale(float alpha, float[] x, int xo, float[] out, int oo, int n);

    /** out = α (x - β y) over n, a multiple of {@value #LANES}; out may be x or y. */
    void scaledDifference(float alpha, float[] x, int xo, float beta, float[] y, int yo, float[] out, int oo, int n);

    /** max_j a_j over n, a multiple of {@value #LANES}. */
    float max(float[] a, int ao, int n);

    /** s_j = exp(s_j - max), max at least every s_j, over n, a multiple of {@value #LANES}; returns their sum. */
    float expSum(float[] s, int so, int n, float max);

    /**
     * argmin_c ||x_i - w_c||² = argmax_c x_i·w_c - ||w_c||²/2 for n points in {@link Panels}; ties go to the smaller c, a
     * point with a NaN to 0.
     *
     * @param depth length of a point
     * @param po where in {@code panels} the first point's first element lies
     * @param panelSize from one panel to the next
     * @param centroids w_c at {@code co + c·depth}
     * @param halfNorms ||w_c||²/2
     * @param out (n) c
     */
    void nearest(
            int n,
            int depth,
            float[] panels,
            int po,
            int panelSize,
            float[] centroids,
            int co,
            int k,
            float[] halfNorms,
            int[] out);

    /** Adagrad: h += g²; x -= rate·g / √h, elementwise over n of any length. */
    void adagrad(float[] x, float[] h, float[] g, int n, float rate);
}
