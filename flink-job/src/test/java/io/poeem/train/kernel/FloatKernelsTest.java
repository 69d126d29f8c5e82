package io.poeem.train.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Vectors or none: the same bits. */
class FloatKernelsTest {

    private final FloatKernels scalar = new ScalarFloatKernels();
    private final FloatKernels vector = new VectorFloatKernels();

    @Property(tries = 100)
    void productsAgreeInEveryBit(
            @ForAll @IntRange(min = 1, max = 3) int rows,
            @ForAll @IntRange(min = 1, max = 3) int columns,
            @ForAll @IntRange(max = 40) int k,
            @ForAll boolean transposed,
            @ForAll boolean add,
            @ForAll long seed) {
        int m = rows * FloatKernels.TILE_ROWS;
        int n = columns * FloatKernels.TILE_COLUMNS;
        float[] a = Samples.floats(seed, 3 + m * k);
        float[] b = Samples.floats(seed + 1, 5 + k * n);
        float[] expected = Samples.floats(seed + 2, 7 + m * n);
        float[] found = expected.clone();
        int aRow = transposed ? 1 : k;
        int aColumn = transposed ? m : 1;
        scalar.multiply(m, n, k, a, 3, aRow, aColumn, b, 5, n, expected, 7, n, add);
        vector.multiply(m, n, k, a, 3, aRow, aColumn, b, 5, n, found, 7, n, add);
        assertThat(found).isEqualTo(expected);
    }

    @Property(tries = 100)
    void productsAreProducts(@ForAll @IntRange(min = 1, max = 40) int k, @ForAll long seed) {
        float[] a = Samples.floats(seed, 8 * k);
        float[] b = Samples.floats(seed + 1, k * 32);
        float[] c = new float[8 * 32];
        vector.multiply(8, 32, k, a, 0, k, 1, b, 0, 32, c, 0, 32, false);
        for (int i = 0; i < 8; i++) {
            for (int j = 0; j < 32; j++) {
                float sum = 0;
                for (int l = 0; l < k; l++) {
                    sum = Math.fma(a[i * k + l], b[l * 32 + j], sum);
                }
                assertThat(c[i * 32 + j]).isEqualTo(sum);
            }
        }
    }

    @Property(tries = 200)
    void rowsAgreeInEveryBit(@ForAll @IntRange(min = 1, max = 20) int sixteens, @ForAll long seed) {
        int n = sixteens * FloatKernels.LANES;
        float[] a = Samples.floats(seed, n + 1);
        float[] b = Samples.floats(seed + 1, n + 2);
        assertThat(vector.dot(a, 1, b, 2, n)).isEqualTo(scalar.dot(a, 1, b, 2, n));
        assertThat(vector.max(a, 1, n)).isEqualTo(scalar.max(a, 1, n));
        float[] x = a.clone();
        float[] y = a.clone();
        scalar.axpy(0.3f, b, 2, x, 1, n);
        vector.axpy(0.3f, b, 2, y, 1, n);
        assertThat(y).isEqualTo(x);
        scalar.scaledDifference(0.7f, x, 1, 0.2f, b, 2, x, 1, n);
        vector.scaledDifference(0.7f, y, 1, 0.2f, b, 2, y, 1, n);
        assertThat(y).isEqualTo(x);
        scalar.scale(1.1f, x, 1, x, 1, n);
        vector.scale(1.1f, y, 1, y, 1, n);
        assertThat(y).isEqualTo(x);
    }

    @Property(tries = 200)
    void exponentialsAndTheirSumsAgreeInEveryBit(@ForAll @IntRange(min = 1, max = 20) int sixteens, @ForAll long seed) {
        int n = sixteens * FloatKernels.LANES;
        float[] expected = Samples.floats(seed, n);
        for (int j = 0; j < n; j++) {
            expected[j] *= 30;
        }
        expected[n / 2] = Float.NEGATIVE_INFINITY;
        float[] found = expected.clone();
        float max = scalar.max(expected, 0, n);
        assertThat(vector.expSum(found, 0, n, max)).isEqualTo(scalar.expSum(expected, 0, n, max));
        assertThat(found).isEqualTo(expected);
        assertThat(found[n / 2]).isZero();
    }

    @Property(tries = 100)
    void adagradAgreesInEveryBitAtAnyLength(@ForAll @IntRange(max = 70) int n, @ForAll long seed) {
        float[] g = Samples.floats(seed, n);
        float[] x = Samples.floats(seed + 1, n);
        float[] h = new float[n];
        java.util.Arrays.fill(h, 0.1f);
        float[] vx = x.clone();
        float[] vh = h.clone();
        scalar.adagrad(x, h, g, n, 0.2f);
        vector.adagrad(vx, vh, g, n, 0.2f);
        assertThat(vx).isEqualTo(x);
        assertThat(vh).isEqualTo(h);
    }

    @Property(tries = 200)
    void nearestCentroidsAgree(
            @ForAll @IntRange(min = 1, max = 70) int n,
            @ForAll @IntRange(min = 1, max = 30) int k,
            @ForAll @IntRange(min = 1, max = 12) int depth,
            @ForAll long seed) {
        Panels points = new Panels(n, depth);
        points.load(Samples.floats(seed, n * depth), 0, depth, n);
        float[] centroids = Samples.floats(seed + 1, k * depth);
        float[] halfNorms = Samples.floats(seed + 2, k);
        int[] expected = new int[n];
        int[] found = new int[n];
        points.nearest(scalar, n, 0, depth, centroids, 0, k, halfNorms, expected);
        points.nearest(vector, n, 0, depth, centroids, 0, k, halfNorms, found);
        assertThat(found).isEqualTo(expected);
    }

    @Property(tries = 100)
    void ofEquallyNearCentroidsTheFirstIsChosen(
            @ForAll @IntRange(max = 18) int first, @ForAll @IntRange(max = 18) int second) {
        Panels points = new Panels(1, 1);
        points.load(new float[] {1}, 0, 1, 1);
        float[] centroids = new float[19];
        centroids[first] = 1;
        centroids[second] = 1;
        for (FloatKernels kernels : new FloatKernels[] {scalar, vector}) {
            int[] found = new int[1];
            points.nearest(kernels, 1, 0, 1, centroids, 0, 19, new float[19], found);
            assertThat(found[0]).isEqualTo(Math.min(first, second));
        }
    }

    @Property(tries = 1)
    void aPointWithANaNGoesToTheFirstCentroid() {
        Panels points = new Panels(1, 2);
        points.load(new float[] {Float.NaN, 1}, 0, 2, 1);
        for (FloatKernels kernels : new FloatKernels[] {scalar, vector}) {
            int[] found = {7};
            points.nearest(kernels, 1, 0, 2, new float[] {1, 0, 0, 1}, 0, 2, new float[2], found);
            assertThat(found[0]).isZero();
        }
    }
}
