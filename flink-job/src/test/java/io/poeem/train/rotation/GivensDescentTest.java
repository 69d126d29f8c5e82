package io.poeem.train.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.train.codebook.SpaceDecomposition;
import io.poeem.train.codebook.WarmStart;
import io.poeem.train.rotation.RotationRule.Learn;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Givens steps as a batch algorithm on a fixed sample: codes, centroids, a step, and again. With one coarse centroid each of the
 * three parts can only lower the distortion, the step if it is small enough: so it must fall every time. (With more,
 * choosing the nearest coarse centroid first is not the nearest code of all, and may raise it a little.)
 */
class GivensDescentTest {

    private static final Shape SHAPE = new Shape(16, 1, 4, 16);
    private static final Rotation IDENTITY = Rotation.identity(SHAPE.dims());
    private static final int CONVERGED = 50;

    private final FixedSample sample = new FixedSample(SHAPE, 1000, 1);

    @ParameterizedTest
    @CsvSource({"GIVENS_RANDOM, 1000", "GIVENS_GREEDY, 300", "GIVENS_STEEPEST, 300"})
    void theDistortionFallsWithEveryStepAndEndsAsLowAsThatOfOptimalSpaceDecomposition(Learn learn, int steps) {
        RotationRule rule = new RotationRule(RotationRule.Init.NONE, 1, learn, 1, 1);
        RotationLearner rotation = new RotationLearner(rule, IDENTITY, 1);
        Codebooks codebooks = warmStart(IDENTITY);
        double distortion = sample.distortion(codebooks, IDENTITY);
        for (int step = 0; step < steps; step++) {
            rotation.add(sample.gradient(codebooks, rotation.rotation()), sample.size());
            sample.move(codebooks, rotation.rotation());
            double next = sample.distortion(codebooks, rotation.rotation());
            assertThat(next).as("after step %d", step).isLessThanOrEqualTo(distortion * (1 + 1e-6));
            distortion = next;
        }
        assertThat(distortion).isLessThan(1.02 * optimum());
    }

    private double optimum() {
        Rotation rotation = SpaceDecomposition.run(sample.rows(), sample.size(), SHAPE, CONVERGED, 1);
        double optimum = sample.distortion(warmStart(rotation), rotation);
        assertThat(optimum).isLessThan(0.75 * sample.distortion(warmStart(IDENTITY), IDENTITY));
        return optimum;
    }

    private Codebooks warmStart(Rotation rotation) {
        return WarmStart.run(sample.rows(), sample.size(), SHAPE, rotation, 1);
    }
}
