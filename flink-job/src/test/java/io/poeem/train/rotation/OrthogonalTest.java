package io.poeem.train.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OrthogonalTest {

    private static double[] matrix(long seed, int dims) {
        return new SplittableRandom(seed).doubles((long) dims * dims, -1, 1).toArray();
    }

    private static double trace(double[] r, double[] m) {
        double trace = 0;
        for (int i = 0; i < r.length; i++) {
            trace += r[i] * m[i];
        }
        return trace;
    }

    @Test
    void procrustesFindsTheRotationThatMadeTheTarget() {
        int dims = 12;
        int n = 100;
        double[] rotation = Orthogonal.nearest(matrix(1, dims), dims);
        double[] x = new SplittableRandom(2).doubles((long) n * dims, -1, 1).toArray();
        double[] product = new double[dims * dims];
        for (int i = 0; i < n * dims; i += dims) {
            for (int b = 0; b < dims; b++) {
                double t = 0;
                for (int a = 0; a < dims; a++) {
                    t += x[i + a] * rotation[a * dims + b];
                }
                for (int a = 0; a < dims; a++) {
                    product[a * dims + b] += x[i + a] * t;
                }
            }
        }
        assertThat(Orthogonal.nearest(product, dims)).containsExactly(rotation, within(1e-12));
    }

    @Property(tries = 50)
    void theNearestIsOrthogonalAndNoOtherComesNearer(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int dims) {
        double[] m = matrix(seed, dims);
        double[] nearest = Orthogonal.nearest(m, dims);
        assertThat(Orthogonal.error(nearest, dims)).isLessThan(1e-12);
        for (int other = 1; other <= 10; other++) {
            double[] r = Orthogonal.nearest(matrix(seed + other, dims), dims);
            assertThat(trace(r, m)).isLessThanOrEqualTo(trace(nearest, m) + 1e-12);
        }
    }

    @Test
    void aMatrixOfLowRankHasAnOrthogonalNeighbourToo() {
        double[] one = new double[9];
        one[4] = 2;
        assertThat(Orthogonal.error(Orthogonal.nearest(one, 3), 3)).isLessThan(1e-12);
        assertThat(Orthogonal.nearest(one, 3)[4]).isCloseTo(1, within(1e-12));
        assertThat(Orthogonal.error(Orthogonal.nearest(new double[9], 3), 3)).isLessThan(1e-12);
    }

    @Test
    void equalMatricesHaveEqualBits() {
        assertThat(Orthogonal.nearest(matrix(5, 64), 64)).isEqualTo(Orthogonal.nearest(matrix(5, 64), 64));
    }

    @Test
    void theErrorMeasuresTheDistanceOfTheGramMatrixFromTheIdentity() {
        double[] stretched = Orthogonal.identity(3);
        stretched[0] = 2;
        assertThat(Orthogonal.error(stretched, 3)).isEqualTo(3);
    }
}
