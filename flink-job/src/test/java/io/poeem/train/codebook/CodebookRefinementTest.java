package io.poeem.train.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.train.kernel.Samples;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CodebookRefinementTest {

    private static final Shape SHAPE = new Shape(6, 3, 2, 4);
    private static final Rotation NONE = Rotation.identity(6);

    private static Codebooks codebooks(long seed) {
        return new Codebooks(SHAPE, Samples.floats(seed, 3 * 6), Samples.floats(seed + 1, 4 * 6));
    }

    private static float[] weights(long seed, int n) {
        float[] weights = Samples.floats(seed, n);
        for (int i = 0; i < n; i++) {
            weights[i] = 1.5f + weights[i];
        }
        return weights;
    }

    @Property(tries = 40)
    void anIterationMovesCentroidsToTheWeightedMeansOfWhatIsNearest(
            @ForAll @IntRange(min = 1, max = 60) int n, @ForAll long seed) {
        float[] x = Samples.floats(seed, n * 6);
        float[] w = weights(seed + 1, n);
        Codebooks codebooks = codebooks(seed + 2);
        double[][] coarse = BruteForceLloyd.matrix(codebooks.coarse(), 0, 3, 6);
        boolean[] movedCoarse = BruteForceLloyd.move(coarse, BruteForceLloyd.matrix(x, 0, n, 6), w);
        new CodebookRefinement(SHAPE).run(x, w, n, NONE, codebooks, 1);

        for (int c = 0; c < 3; c++) {
            for (int j = 0; j < 6 && movedCoarse[c]; j++) {
                assertThat((double) codebooks.coarse()[c * 6 + j]).isCloseTo(coarse[c][j], within(1e-5));
            }
        }
        double[][] v = BruteForceLloyd.matrix(codebooks.coarse(), 0, 3, 6);
        for (int m = 0; m < 2; m++) {
            double[][] residuals = new double[n][3];
            for (int i = 0; i < n; i++) {
                double[] row = BruteForceLloyd.matrix(x, i * 6, 1, 6)[0];
                int c = BruteForceLloyd.nearest(v, row);
                for (int j = 0; j < 3; j++) {
                    residuals[i][j] = row[m * 3 + j] - v[c][m * 3 + j];
                }
            }
            double[][] books = BruteForceLloyd.matrix(codebooks(seed + 2).subspaces(), m * 12, 4, 3);
            boolean[] moved = BruteForceLloyd.move(books, residuals, w);
            for (int k = 0; k < 4; k++) {
                for (int j = 0; j < 3 && moved[k]; j++) {
                    assertThat((double) codebooks.subspaces()[m * 12 + k * 3 + j])
                            .isCloseTo(books[k][j], within(1e-5));
                }
            }
        }
    }

    @Property(tries = 30)
    void aPointCountsTheSameInOnePieceOrInSeveral(
            @ForAll @IntRange(min = 12, max = 40) int n,
            @ForAll @IntRange(min = 1, max = 3) int rounds,
            @ForAll long seed) {
        float[] x = Samples.floats(seed, n * 6);
        float[] whole = new float[n];
        Arrays.fill(whole, 4);
        float[] twice = Arrays.copyOf(x, 2 * n * 6);
        System.arraycopy(x, 0, twice, n * 6, n * 6);
        float[] parts = new float[2 * n];
        Arrays.fill(parts, 0, n, 1);
        Arrays.fill(parts, n, 2 * n, 3);

        Codebooks one = codebooks(seed);
        Codebooks other = codebooks(seed);
        new CodebookRefinement(SHAPE).run(x, whole, n, NONE, one, rounds);
        new CodebookRefinement(SHAPE).run(twice, parts, 2 * n, NONE, other, rounds);
        for (int j = 0; j < one.coarse().length; j++) {
            assertThat(other.coarse()[j]).isCloseTo(one.coarse()[j], within(1e-4f));
        }
        for (int j = 0; j < one.subspaces().length; j++) {
            assertThat(other.subspaces()[j]).isCloseTo(one.subspaces()[j], within(1e-4f));
        }
    }

    @Test
    void aFewPointsAreSoonHeldExactly() {
        float[] x = Samples.floats(3, 3 * 6);
        Codebooks codebooks = codebooks(4);
        new CodebookRefinement(SHAPE).run(x, new float[] {1, 1, 1}, 3, NONE, codebooks, 5);
        for (int i = 0; i < 3; i++) {
            double[] point = BruteForceLloyd.matrix(x, i * 6, 1, 6)[0];
            double[][] v = BruteForceLloyd.matrix(codebooks.coarse(), 0, 3, 6);
            assertThat(BruteForceLloyd.distance(v[BruteForceLloyd.nearest(v, point)], point))
                    .isLessThan(1e-10);
        }
    }

    @Test
    void withARotationItLearnsWhatItWouldOfTheRotatedPoints() {
        float[] quarter = new float[36];
        for (int i = 0; i < 6; i++) {
            quarter[i * 6 + (i + 1) % 6] = 1;
        }
        Rotation shift = Rotation.of(quarter, 6);
        float[] x = Samples.floats(7, 30 * 6);
        float[] rotated = new float[30 * 6];
        shift.apply(x, 30, rotated);
        Codebooks one = codebooks(8);
        Codebooks other = codebooks(8);
        new CodebookRefinement(SHAPE).run(x, weights(9, 30), 30, shift, one, 2);
        new CodebookRefinement(SHAPE).run(rotated, weights(9, 30), 30, NONE, other, 2);
        assertThat(one.coarse()).isEqualTo(other.coarse());
        assertThat(one.subspaces()).isEqualTo(other.subspaces());
    }

    @Test
    void withoutPointsNothingMoves() {
        Codebooks codebooks = codebooks(5);
        new CodebookRefinement(SHAPE).run(new float[0], new float[0], 0, NONE, codebooks, 2);
        assertThat(codebooks.coarse()).isEqualTo(codebooks(5).coarse());
    }
}
