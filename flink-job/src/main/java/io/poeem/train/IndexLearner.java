package io.poeem.train;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.train.codebook.CodebookLearner;
import io.poeem.train.codebook.CodebookOptions;
import io.poeem.train.codebook.SpaceDecomposition;
import io.poeem.train.codebook.WarmStart;
import io.poeem.train.publish.ItemEncoder;
import io.poeem.train.rotation.Orthogonal;
import io.poeem.train.rotation.RotationLearner;
import io.poeem.train.rotation.RotationRule;
import io.poeem.train.rows.ItemTable;
import io.poeem.train.step.JointStep;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;

/**
 * The index while it learns (design section 2): where the schedule stands, the sample for the warm start, and then the
 * codebooks and the rotation, which follow each batch.
 *
 * <p>Its bytes, big-endian: phase (4), the sample as it writes itself, codebooks (4 bytes of length, then as they write
 * themselves; none before the joint phase: length 0), then, in the joint phase of a rotation that learns, what its learner
 * writes, else a rotation flag (1; 1: d·d floats follow); rule flag (1; 1: what the rule {@code window} writes follows, with
 * 4 bytes of length before it).
 */
final class IndexLearner {

    private final LearnerOptions options;
    private final Shape shape;
    private final Sample sample;
    private Phase phase;
    /** Null before the joint phase. */
    private CodebookLearner codebooks;

    private Rotation rotation;
    /** Null where R does not learn, and before the joint phase. */
    private RotationLearner turning;
    /** Null under another rule. */
    private final WindowRule window;

    IndexLearner(LearnerOptions options, Shape shape) {
        this.options = options;
        this.shape = shape;
        sample = new Sample(options.schedule().sample(), shape.dims());
        phase = options.schedule().warmUp() == 0 ? Phase.COLLECT : Phase.WARM_UP;
        rotation = Rotation.identity(shape.dims());
        CodebookOptions learning = options.codebooks().learning();
        window = learning.rule() == CodebookOptions.Rule.WINDOW ? new WindowRule(learning.refinement(), shape) : null;
    }

    Phase phase() {
        return phase;
    }

    /** The live codebooks; null before the joint phase. */
    Codebooks codebooks() {
        return codebooks == null ? null : codebooks.codebooks();
    }

    /** (J) factors on distances to coarse centroids in the training step; null: none. */
    float[] balance() {
        return codebooks == null ? null : codebooks.balance();
    }

    /** R. */
    Rotation rotation() {
        return rotation;
    }

    /**
     * What follows a batch that the towers learned from: the codebooks' step or the schedule's.
     *
     * @param step as the batch left it
     * @param n B
     * @param weight Σ w
     * @param counts with this batch in them
     */
    void learn(JointStep step, int n, double weight, Counts counts, Health health) {
        switch (phase) {
            case WARM_UP -> {
                if (counts.examples >= options.schedule().warmUp()) {
                    phase = Phase.COLLECT;
                }
            }
            case COLLECT -> {
                if (sample.add(step.unitItems(), n)) {
                    warmStart(options.seed() + counts.batches);
                }
            }
            case JOINT -> {
                codebooks.update(step.distortionGradients());
                if (turning != null) {
                    turning.add(step.distortionGradients().rotation(), weight);
                    rotation = turning.rotation();
                }
                codebooks.follow(step.unitItems(), n, step.coarse(), step.codes(), rotation);
                health.quantized(n, step.distortion(), weight, step.coarse(), step.codes());
            }
        }
    }

    /** Every click goes through here, whether it is trained on or not. */
    void clicked(String item, float weight) {
        if (window != null) {
            window.clicked(item, weight);
        }
    }

    /** Whether the codebooks want {@link #refine} without a version. */
    boolean isRefinementDue() {
        return window != null && phase == Phase.JOINT && window.isDue();
    }

    /**
     * What the codebooks' rule does before a version.
     *
     * @param encoder by the towers as they are
     */
    void refine(ItemEncoder encoder, ItemTable items) {
        if (window != null) {
            window.refine(codebooks.codebooks(), rotation, encoder, items);
        }
    }

    private void warmStart(long seed) {
        if (options.rotation().init() == RotationRule.Init.OPQ) {
            int alternations = options.rotation().iterations();
            rotation = SpaceDecomposition.run(sample.rows(), sample.size(), shape, alternations, seed);
        }
        turning = turning();
        Codebooks first = WarmStart.run(sample.rows(), sample.size(), shape, rotation, seed);
        codebooks = new CodebookLearner(options.codebooks().learning(), first);
        sample.clear();
        phase = Phase.JOINT;
    }

    private RotationLearner turning() {
        return options.rotation().learns() ? new RotationLearner(options.rotation(), rotation, options.seed()) : null;
    }

    /** Puts {@code rotation_orthogonality}, ||RᵀR - I||, where there is a rotation. */
    void addTo(Map<String, Double> health) {
        if (!rotation.isIdentity()) {
            health.put("rotation_orthogonality", Orthogonal.error(rotation));
        }
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(phase.code());
        sample.write(out);
        Blocks.write(out, codebooks == null ? new byte[0] : codebooks.toBytes());
        if (turning == null) {
            writeRotation(out);
        } else {
            turning.write(out);
        }
        out.writeBoolean(window != null);
        if (window != null) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            window.write(new DataOutputStream(bytes));
            Blocks.write(out, bytes.toByteArray());
        }
    }

    void read(DataInputStream in) throws IOException {
        phase = Phase.of(in.readInt());
        sample.read(in);
        byte[] learned = Blocks.read(in);
        if ((learned.length > 0) != (phase == Phase.JOINT)) {
            throw new IOException("codebooks of " + learned.length + " bytes and phase " + phase + " do not fit");
        }
        codebooks = learned.length == 0
                ? null
                : CodebookLearner.fromBytes(options.codebooks().learning(), shape, learned);
        turning = phase == Phase.JOINT ? turning() : null;
        if (turning == null) {
            readRotation(in);
        } else {
            turning.read(in);
            rotation = turning.rotation();
        }
        if (in.readBoolean()) {
            byte[] clicks = Blocks.read(in);
            if (window != null) {
                window.read(new DataInputStream(new ByteArrayInputStream(clicks)));
            }
        }
    }

    private void writeRotation(DataOutputStream out) throws IOException {
        out.writeBoolean(!rotation.isIdentity());
        if (!rotation.isIdentity()) {
            for (float value : rotation.matrix()) {
                out.writeFloat(value);
            }
        }
    }

    private void readRotation(DataInputStream in) throws IOException {
        rotation = Rotation.identity(shape.dims());
        if (in.readBoolean()) {
            float[] matrix = new float[shape.dims() * shape.dims()];
            for (int i = 0; i < matrix.length; i++) {
                matrix[i] = in.readFloat();
            }
            rotation = Rotation.of(matrix, shape.dims());
        }
    }
}
