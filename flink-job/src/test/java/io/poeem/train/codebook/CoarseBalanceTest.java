package io.poeem.train.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Shape;
import io.poeem.train.kernel.FloatKernels;
import io.poeem.train.kernel.PaddedRows;
import io.poeem.train.kernel.Samples;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CoarseBalanceTest {

    @Test
    void aListsFactorIsItsDecayedCountOverTheMeanTimesTheStrengthAtMostOne() {
        CoarseBalance balance = new CoarseBalance(3, 0.8f, 0.5f);
        assertThat(balance.factors()).containsExactly(0.8f, 0.8f, 0.8f);
        balance.add(new int[] {0, 0, 0, 1}, 4);
        // Counts 3.5, 1.5, 0.5; their mean 5.5 / 3.
        assertThat(balance.factors()[0]).isEqualTo(1);
        assertThat((double) balance.factors()[1]).isCloseTo(0.8 * 1.5 / (5.5 / 3), within(1e-6));
        assertThat((double) balance.factors()[2]).isCloseTo(0.8 * 0.5 / (5.5 / 3), within(1e-6));
    }

    @Property(tries = 30)
    void codesAreByDistanceTimesFactor(@ForAll @IntRange(min = 1, max = 40) int n, @ForAll long seed) {
        Shape shape = new Shape(6, 9, 2, 4);
        Codebooks codebooks = new Codebooks(shape, Samples.floats(seed, 9 * 6), Samples.floats(seed + 1, 4 * 6));
        float[] factors = Samples.floats(seed + 2, 9);
        for (int j = 0; j < 9; j++) {
            factors[j] = Math.abs(factors[j]);
        }
        float[] x = unit(Samples.floats(seed + 3, n * 6));
        PaddedRows rows = new PaddedRows(n, 6);
        rows.load(x, n);
        BatchEncoder encoder = new BatchEncoder(shape, n, FloatKernels.best());
        encoder.load(codebooks, factors);
        int[] c = new int[n];
        encoder.encode(rows, n, c, new byte[2 * n]);

        double[][] v = BruteForceLloyd.matrix(codebooks.coarse(), 0, 9, 6);
        double[][] points = BruteForceLloyd.matrix(x, 0, n, 6);
        for (int i = 0; i < n; i++) {
            double least = Double.MAX_VALUE;
            for (int j = 0; j < 9; j++) {
                least = Math.min(least, factors[j] * BruteForceLloyd.distance(v[j], points[i]));
            }
            assertThat(factors[c[i]] * BruteForceLloyd.distance(v[c[i]], points[i]))
                    .isCloseTo(least, within(1e-5));
        }
    }

    private static float[] unit(float[] x) {
        for (int i = 0; i < x.length; i += 6) {
            double norm = 0;
            for (int j = i; j < i + 6; j++) {
                norm += x[j] * x[j];
            }
            for (int j = i; j < i + 6; j++) {
                x[j] /= (float) Math.sqrt(norm);
            }
        }
        return x;
    }
}
