package io.poeem.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.train.codebook.DistortionGradients;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The joint step against the reference, which computes in float64 and we in float32. Every element must agree to 1e-5 of the
 * larger of 1 and its own magnitude.
 */
class JointStepGoldenTest {

    private static final double TOLERANCE = 1e-5;
    private static final int B = 6;
    private static final Shape SHAPE = new Shape(8, 3, 2, 4);

    private Golden golden;
    private JointStep step;
    private double loss;

    @BeforeEach
    void runsTheGoldenBatch() throws IOException {
        golden = Golden.read();
        step = new JointStep(new StepOptions(8, B, 30, 1, false, false, true));
        loss = step.run(
                B,
                golden.floats("q"),
                golden.floats("v"),
                golden.ints("items"),
                null,
                null,
                golden.floats("bias"),
                golden.floats("log_p"),
                new Codebooks(SHAPE, golden.floats("coarse"), golden.floats("subspaces")),
                Rotation.of(golden.floats("rotation"), SHAPE.dims()));
    }

    @Test
    void lossAndDistortionAreTheReferences() {
        assertThat(loss).isCloseTo(golden.number("loss"), within(TOLERANCE * golden.number("loss")));
        assertThat(step.distortion())
                .isCloseTo(golden.number("distortion"), within(TOLERANCE * golden.number("distortion")));
    }

    @Test
    void codesAreTheReferences() {
        byte[] codes = new byte[B * SHAPE.subspaces()];
        int[] expected = golden.ints("code");
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) expected[i];
        }
        assertThat(Arrays.copyOf(step.coarse(), B)).isEqualTo(golden.ints("coarse_code"));
        assertThat(Arrays.copyOf(step.codes(), codes.length)).isEqualTo(codes);
    }

    @Test
    void unitItemsAndTheirDecodingAreTheReferences() {
        assertEqual(step.unitItems(), "x");
        assertEqual(step.decoded(), "decoded");
    }

    @Test
    void gradientsOfTheTowersAreTheReferences() {
        assertEqual(step.gradQ(), "grad_q");
        assertEqual(step.gradX(), "grad_v");
        assertEqual(step.gradBias(), "grad_bias");
    }

    @Test
    void gradientsOfTheIndexAreTheReferences() {
        DistortionGradients gradients = step.distortionGradients();
        assertEqual(gradients.coarse(), "grad_coarse");
        assertEqual(gradients.subspaces(), "grad_subspaces");
        assertEqual(gradients.rotation(), "grad_rotation");
    }

    private void assertEqual(float[] found, String name) {
        double[] expected = golden.doubles(name);
        for (int i = 0; i < expected.length; i++) {
            double tolerance = TOLERANCE * Math.max(1, Math.abs(expected[i]));
            assertThat((double) found[i]).as("%s[%d]", name, i).isCloseTo(expected[i], within(tolerance));
        }
    }
}
