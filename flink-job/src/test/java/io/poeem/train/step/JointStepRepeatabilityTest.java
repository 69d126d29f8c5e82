package io.poeem.train.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Shape;
import io.poeem.train.kernel.FloatKernels;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Equal arguments, equal bits: promise 6 of the design begins here. */
class JointStepRepeatabilityTest {

    private static final Shape SHAPE = new Shape(64, 12, 8, 40);
    private static final int B = 40;

    private final Batch batch = Batch.random(11, B, SHAPE.dims());
    private final Codebooks codebooks = Batch.codebooks(12, SHAPE);

    private static JointStep step(int maxBatch) {
        return new JointStep(new StepOptions(SHAPE.dims(), maxBatch, 10, 1, true, false, true));
    }

    @Test
    void interpretedAndCompiledRunsAgreeInEveryBit() {
        JointStep step = step(B);
        byte[] first = run(step);
        for (int i = 0; i < 10_000; i++) {
            batch.run(step, codebooks, null);
        }
        assertThat(run(step)).isEqualTo(first);
        assertThat(run(step(B))).isEqualTo(first);
    }

    @Test
    void theRoomForLargerBatchesDoesNotMatter() {
        JointStep roomy = step(8 * B);
        Batch other = Batch.random(13, 8 * B, SHAPE.dims());
        other.run(roomy, codebooks, null);
        assertThat(run(roomy)).isEqualTo(run(step(B)));
    }

    @Test
    void vectorsAndPlainJavaAgreeInEveryBit() {
        StepOptions options = new StepOptions(SHAPE.dims(), B, 10, 1, true, false, true);
        JointStep scalar = new JointStep(options, FloatKernels.scalar());
        assertThat(FloatKernels.best()).isNotInstanceOf(FloatKernels.scalar().getClass());
        assertThat(run(scalar)).isEqualTo(run(step(B)));
    }

    /** Every result of a run, as bytes. */
    private byte[] run(JointStep step) {
        double loss = batch.run(step, codebooks, Batch.rotation(3, SHAPE.dims()));
        ByteBuffer out = ByteBuffer.allocate(1 << 20);
        out.putDouble(loss).putDouble(step.distortion()).put(step.codes(), 0, B * SHAPE.subspaces());
        put(out, step.gradQ(), B * SHAPE.dims());
        put(out, step.gradX(), B * SHAPE.dims());
        put(out, step.decoded(), B * SHAPE.dims());
        put(out, step.gradBias(), B);
        put(out, step.distortionGradients().coarse(), SHAPE.coarse() * SHAPE.dims());
        put(out, step.distortionGradients().subspaces(), SHAPE.centroids() * SHAPE.dims());
        put(out, step.distortionGradients().rotation(), SHAPE.dims() * SHAPE.dims());
        return out.array();
    }

    private static void put(ByteBuffer out, float[] values, int n) {
        for (int i = 0; i < n; i++) {
            out.putFloat(values[i]);
        }
    }
}
