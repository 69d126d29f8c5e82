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
import java.util.Optional;

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

    /** What goes to the other shards; null where there are none. */
    private final IndexRound round;

    IndexLearner(LearnerOptions options, Shape shape, Sharing sharing) {
        this.options = options;
        this.shape = shape;
        sample = new Sample(options.schedule().sample(), shape.dims());
        phase = options.schedule().warmUp() == 0 ? Phase.COLLECT : Phase.WARM_UP;
        rotation = Rotation.identity(shape.dims());
        CodebookOptions learning = options.codebooks().learning();
        window = learning.rule() == CodebookOptions.Rule.WINDOW
                ? new WindowRule(learning.refinement(), shape, sharing.shards())
                : null;
        round = sharing.isShared() ? new IndexRound(options, shape) : null;
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
                if (round == null && counts.examples >= options.schedule().warmUp()) {
                    phase = Phase.COLLECT;
                }
            }
            case COLLECT -> {
                if (round != null) {
                    round.collect(step.unitItems(), n);
                } else if (sample.add(step.unitItems(), n)) {
                    warmStart(options.seed() + counts.batches);
                }
            }
            case JOINT -> {
                codebooks.update(step.distortionGradients());
                if (turning != null && round == null) {
                    turning.add(step.distortionGradients().rotation(), weight);
                    rotation = turning.rotation();
                }
                codebooks.follow(step.unitItems(), n, step.coarse(), step.codes(), rotation);
                if (round != null) {
                    round.learned(step, n, weight);
                }
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
        return window != null && round == null && phase == Phase.JOINT && window.isDue();
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
        if (round != null) {
            round.begin(codebooks);
        }
    }

    // ---- many shards -----------------------------------------------------------------------------------------------

    /** What goes to the other shards. */
    IndexRound round() {
        return round;
    }

    /** The rule {@code window}; empty under another. */
    Optional<WindowRule> window() {
        return Optional.ofNullable(window);
    }

    /** As {@link #learn} with the clicks of all shards: enough of them end the warm-up. */
    void examples(long ofAllShards) {
        if (phase == Phase.WARM_UP && ofAllShards >= options.schedule().warmUp()) {
            phase = Phase.COLLECT;
        }
    }

    /** Takes embeddings of all shards, (n, d), for the warm start, which follows if these are enough. */
    void collect(float[] x, int n, long seed) {
        if (phase == Phase.COLLECT && sample.add(x, n)) {
            warmStart(options.seed() + seed);
        }
    }

    /** Takes the gradients of R of all shards; see {@link RotationLearner#add(double[], double, int)}. */
    void turn(double[] gradient, double weight, int batches) {
        if (turning != null) {
            turning.add(gradient, weight, batches);
            rotation = turning.rotation();
        }
    }

    /** Moves the codebooks by the items of all shards' last clicks. */
    void refine(WindowRule.Points points) {
        window.refine(points, rotation, codebooks.codebooks());
    }

    /**
     * Takes over what replicas have alike, for a shard of another number of shards; the rule {@code window} is left to the caller.
     */
    void adopt(IndexLearner replica) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            replica.writeModel(out);
            out.writeBoolean(false);
        }
        read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
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
        writeModel(out);
        out.writeBoolean(window != null);
        if (window != null) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            window.write(new DataOutputStream(bytes));
            Blocks.write(out, bytes.toByteArray());
        }
    }

    /** Writes what replicas have alike: all but the last clicks. */
    void writeModel(DataOutputStream out) throws IOException {
        out.writeInt(phase.code());
        sample.write(out);
        Blocks.write(out, codebooks == null ? new byte[0] : codebooks.toBytes());
        if (turning == null) {
            writeRotation(out);
        } else {
            turning.write(out);
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
        if (codebooks != null && round != null) {
            round.begin(codebooks);
        }
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
