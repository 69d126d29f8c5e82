package io.poeem.train.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.state.model.Rotation;
import io.poeem.train.kernel.Samples;
import io.poeem.train.rotation.RotationRule.Learn;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RotationLearnerTest {

    private static final int DIMS = 16;
    private static final Rotation IDENTITY = Rotation.identity(DIMS);

    private static RotationRule rule(Learn learn, double learningRate, int every) {
        return new RotationRule(RotationRule.Init.NONE, 1, learn, learningRate, every);
    }

    private static RotationLearner learner(Learn learn, int every) {
        return new RotationLearner(rule(learn, 0.1, every), IDENTITY, 7);
    }

    private static float[] gradient(long seed) {
        return Samples.floats(seed, DIMS * DIMS);
    }

    private static byte[] bytes(RotationLearner learner) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        learner.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    @Property(tries = 50)
    void theRotationStaysOrthogonalWhateverTheStepsAre(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 24) int dims,
            @ForAll @IntRange(min = 0, max = 500) int steps,
            @ForAll @IntRange(min = 1, max = 3) int rule) {
        RotationLearner learner =
                new RotationLearner(rule(Learn.values()[rule], 100, 1), Rotation.identity(dims), seed);
        for (int step = 0; step < steps; step++) {
            learner.add(Samples.floats(seed + step, dims * dims), 1);
        }
        assertThat(Orthogonal.error(learner.rotation())).isLessThan(1e-5);
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aRestoredLearnerGoesOnBitForBit(Learn learn) throws IOException {
        RotationLearner straight = learner(learn, 3);
        RotationLearner restored = learner(learn, 3);
        for (int batch = 0; batch < 200; batch++) {
            straight.add(gradient(batch), 1 + batch % 4);
            restored.add(gradient(batch), 1 + batch % 4);
            if (batch % 7 == 0) {
                byte[] state = bytes(restored);
                restored = learner(learn, 3);
                restored.read(new DataInputStream(new ByteArrayInputStream(state)));
                assertThat(restored.rotation().matrix())
                        .isEqualTo(straight.rotation().matrix());
            }
        }
        assertThat(bytes(restored)).isEqualTo(bytes(straight));
        assertThat(straight.rotation().isIdentity()).isFalse();
    }

    @Test
    void aStepIsTakenEverySoManyBatchesByTheGradientOfAllOfThem() {
        RotationLearner each = learner(Learn.GIVENS_GREEDY, 1);
        RotationLearner third = learner(Learn.GIVENS_GREEDY, 3);
        float[] sum = new float[DIMS * DIMS];
        for (int batch = 0; batch < 3; batch++) {
            assertThat(third.rotation().isIdentity()).isTrue();
            third.add(gradient(batch), 10);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += gradient(batch)[i];
            }
        }
        each.add(sum, 30);
        assertThat(third.rotation().isIdentity()).isFalse();
        for (int i = 0; i < sum.length; i++) {
            assertThat(third.rotation().matrix()[i] - each.rotation().matrix()[i])
                    .isBetween(-1e-6f, 1e-6f);
        }
    }

    @Test
    void theRateMeansTheSameAtAnyBatchSize() {
        RotationLearner small = learner(Learn.GIVENS_STEEPEST, 1);
        RotationLearner large = learner(Learn.GIVENS_STEEPEST, 1);
        float[] doubled = gradient(1);
        for (int i = 0; i < doubled.length; i++) {
            doubled[i] *= 2;
        }
        small.add(gradient(1), 256);
        large.add(doubled, 512);
        assertThat(large.rotation().matrix()).isEqualTo(small.rotation().matrix());
    }

    @Test
    void gradientsThatAreNotFiniteAndClicksOfNoWeightTurnNothing() {
        RotationLearner learner = learner(Learn.GIVENS_GREEDY, 1);
        for (float poison : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            float[] gradient = gradient(1);
            gradient[5] = poison;
            learner.add(gradient, 1);
            assertThat(learner.rotation().isIdentity()).isTrue();
        }
        learner.add(new float[DIMS * DIMS], 0);
        assertThat(learner.rotation().isIdentity()).isTrue();
        learner.add(gradient(1), 1);
        assertThat(learner.rotation().isIdentity()).isFalse();
    }

    @Test
    void aMatrixThatHasStrayedBecomesTheNearestRotation() {
        float[] strayed = IDENTITY.matrix();
        strayed[1] = 0.01f;
        strayed[DIMS + 1] = 1.02f;
        RotationLearner learner = new RotationLearner(rule(Learn.GIVENS_RANDOM, 1, 1), Rotation.of(strayed, DIMS), 1);
        assertThat(Orthogonal.error(learner.rotation())).isLessThan(1e-6);
        assertThat(learner.rotation().matrix()[0]).isGreaterThan(0.99f);

        float[] close = IDENTITY.matrix();
        close[0] = 1.00001f;
        learner = new RotationLearner(rule(Learn.GIVENS_RANDOM, 1, 1), Rotation.of(close, DIMS), 1);
        assertThat(learner.rotation().matrix()).isEqualTo(close);
    }

    @Test
    void rulesOutOfTheirLimitsAreRefusedWithTheOptionsName() {
        assertThatThrownBy(() -> rule(Learn.NONE, 0, 1)).hasMessageContaining("rotation.learning-rate = 0.0");
        assertThatThrownBy(() -> rule(Learn.NONE, 1, 0)).hasMessageContaining("rotation.every = 0");
        assertThatThrownBy(() -> new RotationRule(RotationRule.Init.OPQ, 0, Learn.NONE, 1, 1))
                .hasMessageContaining("rotation.init-iterations = 0");
        assertThatThrownBy(() -> rule(Learn.GIVENS_GREEDY, 1, 1).check(64, 0))
                .hasMessageContaining("rotation.learn = givens-greedy: distortion.weight is 0");
        assertThatThrownBy(() -> rule(Learn.GIVENS_STEEPEST, 1, 1).check(512, 1))
                .hasMessageContaining("model.dims is 512 and may be at most 256");
        for (Learn learn : Arrays.asList(Learn.values())) {
            rule(learn, 1, 1).check(256, 1);
        }
    }
}
