package io.poeem.train.step;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Shape;
import io.poeem.train.codebook.CodebookLearner;
import io.poeem.train.codebook.CodebookOptions;
import io.poeem.train.codebook.WarmStart;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Warm start, a few joint steps and codebook updates, and a hash of every result; also a program that prints it. */
final class StepDigest {

    static final Shape SHAPE = new Shape(64, 12, 8, 40);
    static final int B = 40;

    private final MessageDigest digest = MessageDigest.getInstance("SHA-256");

    private StepDigest() throws NoSuchAlgorithmException {}

    public static void main(String[] args) throws NoSuchAlgorithmException {
        System.out.println(compute());
    }

    static String compute() throws NoSuchAlgorithmException {
        StepDigest result = new StepDigest();
        JointStep step = new JointStep(new StepOptions(SHAPE.dims(), B, 10, 1, true, false, true));
        Batch first = Batch.random(1, B, SHAPE.dims());
        first.run(step, null, null);
        Codebooks initial = WarmStart.run(step.unitItems(), B, SHAPE, null, 5);
        CodebookLearner learner = new CodebookLearner(CodebookOptions.defaults(), initial);
        for (int i = 0; i < 3; i++) {
            Batch batch = Batch.random(i, B - i, SHAPE.dims());
            double loss = batch.run(step, learner.codebooks(), Batch.rotation(i, SHAPE.dims()));
            result.add(step, batch.size(), loss);
            learner.update(step.distortionGradients());
        }
        result.digest.update(learner.toBytes());
        return HexFormat.of().formatHex(result.digest.digest());
    }

    private void add(JointStep step, int batch, double loss) {
        digest.update(ByteBuffer.allocate(16)
                .putDouble(loss)
                .putDouble(step.distortion())
                .array());
        digest.update(step.codes(), 0, batch * SHAPE.subspaces());
        add(step.gradQ(), batch * SHAPE.dims());
        add(step.gradX(), batch * SHAPE.dims());
        add(step.decoded(), batch * SHAPE.dims());
        add(step.gradBias(), batch);
        add(step.distortionGradients().rotation(), SHAPE.dims() * SHAPE.dims());
    }

    private void add(float[] values, int n) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * n);
        bytes.asFloatBuffer().put(values, 0, n);
        digest.update(bytes.array());
    }
}
