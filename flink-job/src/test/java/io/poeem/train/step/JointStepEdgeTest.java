package io.poeem.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.state.model.Shape;
import io.poeem.train.kernel.Samples;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JointStepEdgeTest {

    private static final int D = 8;

    private final JointStep step = new JointStep(StepOptions.defaults(D, 4));
    private final int[] ids = {0, 1, 2, 3};

    private double run(int batch, float[] q, float[] x, int[] items) {
        return step.run(batch, q, x, items, null, null, null, null, null, null);
    }

    @Test
    void aRowThatSeesNoOtherHasNothingToLearn() {
        assertThat(run(1, Samples.floats(1, D), Samples.floats(2, D), ids)).isZero();
        assertThat(Arrays.copyOf(step.gradQ(), D)).containsOnly(0);
        assertThat(Arrays.copyOf(step.gradX(), D)).containsOnly(0);
        assertThat(run(2, Samples.floats(1, 2 * D), Samples.floats(2, 2 * D), new int[] {7, 7}))
                .isZero();
    }

    @Test
    void aRowWithoutADirectionGetsNoGradientAndHarmsNone() {
        float[] q = Samples.floats(1, 2 * D);
        float[] x = Samples.floats(2, 2 * D);
        Arrays.fill(q, 0, D, 0);
        Arrays.fill(x, 0, D, 0);
        assertThat(run(2, q, x, ids)).isFinite().isPositive();
        assertThat(magnitude(step.gradQ())).isZero();
        assertThat(magnitude(step.gradX())).isZero();
        assertThat(step.gradQ()).doesNotContain(Float.NaN);
        assertThat(step.gradQ()[D]).isNotZero();
    }

    @Test
    void aSureModelStillHasAnExactLoss() {
        float[] axes = new float[2 * D];
        axes[0] = 1;
        axes[D + 1] = 1;
        JointStep steep = new JointStep(new StepOptions(D, 2, 60, 1, true, false, false));
        double loss = steep.run(2, axes, axes, ids, null, null, null, null, null, null);
        double expected = 2 * Math.log1p(Math.exp(-60));
        assertThat(loss).isBetween(expected * (1 - 1e-5), expected * (1 + 1e-5));
        // p_ii - 1 is -e^-60 here, and 0 if computed as such.
        assertThat((double) steep.gradQ()[1]).isBetween(60 * Math.exp(-60) * 0.9999, 60 * Math.exp(-60) * 1.0001);
    }

    @Test
    void weightsCountLikeRepetition() {
        float[] q = Samples.floats(1, 3 * D);
        float[] x = Samples.floats(2, 3 * D);
        double plain = run(3, q, x, ids);
        double doubled = step.run(3, q, x, ids, null, new float[] {2, 2, 2}, null, null, null, null);
        double none = step.run(3, q, x, ids, null, new float[3], null, null, null, null);
        assertThat(doubled).isEqualTo(2 * plain);
        assertThat(none).isZero();
    }

    @Test
    void aBatchBeyondTheLimitIsRefusedByName() {
        assertThatThrownBy(() -> run(5, new float[5 * D], new float[5 * D], new int[5]))
                .hasMessageContaining("5 examples")
                .hasMessageContaining("maxBatch");
        assertThatThrownBy(() -> run(0, new float[0], new float[0], new int[0])).hasMessageContaining("1 .. 4");
    }

    @Test
    void furtherCandidatesBeyondTheLimitAreRefusedByName() {
        float[] rows = Samples.floats(1, 3 * D);
        assertThatThrownBy(() -> step.run(2, 1, rows, rows, ids, null, null, null, null, null, null))
                .hasMessageContaining("1 further candidates")
                .hasMessageContaining("maxNegatives");
    }

    @Test
    void codebooksOfOtherDimensionsAreRefused() {
        Shape other = new Shape(16, 2, 2, 4);
        float[] rows = Samples.floats(1, D);
        assertThatThrownBy(() -> step.run(1, rows, rows, ids, null, null, null, null, Batch.codebooks(1, other), null))
                .hasMessageContaining("16 dims");
    }

    @Test
    void codesAreNotToBeHadWhileWarmingUp() {
        run(1, Samples.floats(1, D), Samples.floats(2, D), ids);
        assertThatThrownBy(step::codes).hasMessageContaining("warming up");
    }

    /** Of row 0. */
    private static double magnitude(float[] rows) {
        double sum = 0;
        for (int j = 0; j < D; j++) {
            sum += Math.abs(rows[j]);
        }
        return sum;
    }
}
