package io.poeem.state.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Both implementations give the same bits at every length and offset, and what they give is right. */
class KernelsTest {
    private final Kernels scalar = new ScalarKernels();
    private final Kernels vector = new VectorKernels();

    @Property(tries = 300)
    void productsAndDistancesAreEqualBitForBitAndRight(
            @ForAll @IntRange(max = 200) int n,
            @ForAll @IntRange(max = 9) int ao,
            @ForAll @IntRange(max = 9) int bo,
            @ForAll long seed) {
        float[] a = gaussian(n + ao, seed);
        float[] b = gaussian(n + bo, ~seed);
        double dot = 0;
        double distance = 0;
        for (int i = 0; i < n; i++) {
            dot += (double) a[ao + i] * b[bo + i];
            distance += Math.pow((double) a[ao + i] - b[bo + i], 2);
        }
        assertThat(vector.dot(a, ao, b, bo, n)).isEqualTo(scalar.dot(a, ao, b, bo, n));
        assertThat((double) vector.dot(a, ao, b, bo, n)).isCloseTo(dot, within(1e-4));
        assertThat(vector.squaredDistance(a, ao, b, bo, n)).isEqualTo(scalar.squaredDistance(a, ao, b, bo, n));
        assertThat((double) vector.squaredDistance(a, ao, b, bo, n)).isCloseTo(distance, within(1e-3));
    }

    @Property(tries = 300)
    void axpyIsEqualBitForBitAndTouchesNothingElse(
            @ForAll @IntRange(max = 100) int n, @ForAll @IntRange(max = 9) int offset, @ForAll long seed) {
        float[] x = gaussian(n + 5, seed);
        float[] expected = gaussian(n + 2 * offset, ~seed);
        float[] found = expected.clone();
        scalar.axpy(0.3f, x, 5, expected, offset, n);
        vector.axpy(0.3f, x, 5, found, offset, n);
        assertThat(found).isEqualTo(expected);
        assertThat(Arrays.copyOf(found, offset)).isEqualTo(Arrays.copyOf(gaussian(n + 2 * offset, ~seed), offset));
    }

    @Property(tries = 200)
    void affineMapsAreEqualBitForBitAndRight(
            @ForAll @IntRange(min = 1, max = 5) int n,
            @ForAll @IntRange(min = 1, max = 40) int in,
            @ForAll @IntRange(min = 1, max = 150) int out,
            @ForAll boolean biased,
            @ForAll long seed) {
        float[] x = gaussian(3 + n * in, seed);
        float[] w = gaussian(2 + in * out, seed + 1);
        float[] b = biased ? gaussian(1 + out, seed + 2) : null;
        float[] expected = new float[4 + n * out];
        float[] found = new float[4 + n * out];
        scalar.affine(x, 3, n, in, w, 2, out, b, 1, expected, 4);
        vector.affine(x, 3, n, in, w, 2, out, b, 1, found, 4);
        assertThat(found).isEqualTo(expected);
        int r = n - 1;
        int j = out - 1;
        double last = biased ? b[1 + j] : 0;
        for (int i = 0; i < in; i++) {
            last += (double) x[3 + r * in + i] * w[2 + i * out + j];
        }
        assertThat((double) found[4 + r * out + j]).isCloseTo(last, within(1e-4));
    }

    @Property(tries = 200)
    void nearestCentroidsAreEqualAndRight(
            @ForAll @IntRange(min = 1, max = 70) int n,
            @ForAll @IntRange(min = 1, max = 40) int k,
            @ForAll @IntRange(min = 1, max = 20) int d,
            @ForAll @IntRange(max = 3) int gap,
            @ForAll long seed) {
        float[] x = gaussian(2 + n * (d + gap), seed);
        float[] centroids = gaussian(5 + k * d, ~seed);
        int[] expected = new int[1 + 3 * n];
        int[] found = new int[1 + 3 * n];
        scalar.nearest(x, 2, d + gap, n, centroids, 5, k, d, expected, 1, 3);
        vector.nearest(x, 2, d + gap, n, centroids, 5, k, d, found, 1, 3);
        assertThat(found).isEqualTo(expected);
        for (int r = 0; r < n; r++) {
            double chosen = distance(x, 2 + r * (d + gap), centroids, 5 + found[1 + 3 * r] * d, d);
            for (int j = 0; j < k; j++) {
                assertThat(chosen).isLessThanOrEqualTo(distance(x, 2 + r * (d + gap), centroids, 5 + j * d, d) + 1e-4);
            }
        }
    }

    @Test
    void tiesGoToTheSmallerIndex() {
        float[] centroids = new float[9 * 4];
        Arrays.fill(centroids, 3 * 4, 9 * 4, 0.5f); // 0..2 are far away, 3..8 the same
        float[] x = new float[35 * 4];
        Arrays.fill(x, 1);
        for (Kernels kernels : new Kernels[] {scalar, vector}) {
            int[] found = new int[35];
            kernels.nearest(x, 0, 4, 35, centroids, 0, 9, 4, found, 0, 1);
            assertThat(found).containsOnly(3);
        }
    }

    @Test
    void aRowThatIsNotANumberGoesToCentroidZero() {
        float[] x = {Float.NaN, 1, 1, 1};
        float[] centroids = {9, 9, 1, 1};
        for (Kernels kernels : new Kernels[] {scalar, vector}) {
            int[] found = {7, 7};
            kernels.nearest(x, 0, 2, 2, centroids, 0, 2, 2, found, 0, 1);
            assertThat(found).containsExactly(0, 1);
        }
    }

    @Test
    void codesAreScoredByTheirTable() {
        Random random = new Random(3);
        float[] table = gaussian(3 * 256, 4);
        byte[] codes = new byte[1 + 3 * 11];
        random.nextBytes(codes);
        float[] found = new float[2 + 11];
        vector.adc(table, 3, 256, codes, 1, 11, found, 2);
        for (int i = 0; i < 11; i++) {
            float sum = 0;
            for (int m = 0; m < 3; m++) {
                sum += table[m * 256 + (codes[1 + 3 * i + m] & 0xff)];
            }
            assertThat(found[2 + i]).isEqualTo(sum);
        }
    }

    @Test
    void normalizedRowsHaveLengthOneAndZerosStay() {
        float[] x = {9, 3, 4, 0, 0};
        assertThat(vector.normalize(x, 1, 2, x, 1)).isEqualTo(5);
        assertThat(vector.normalize(x, 3, 2, x, 3)).isZero();
        assertThat(x).containsExactly(9, 0.6f, 0.8f, 0, 0);
    }

    private static double distance(float[] a, int ao, float[] b, int bo, int d) {
        double sum = 0;
        for (int i = 0; i < d; i++) {
            sum += Math.pow((double) a[ao + i] - b[bo + i], 2);
        }
        return sum;
    }

    static float[] gaussian(int n, long seed) {
        Random random = new Random(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
