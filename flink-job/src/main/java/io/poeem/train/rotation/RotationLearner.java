package io.poeem.train.rotation;

import io.poeem.state.model.Rotation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * R while it learns: sums ∂L/∂R over the batches since its last step and then turns d/2 pairs of coordinates by the mean.
 *
 * <p>The sum, because the pairs are then chosen by what many batches agree on, and R, which every row's place in the index
 * hangs on, moves seldom; the mean, so that the learning rate means the same at any batch size and any {@code every}. The
 * codebooks are not carried along: a turn that moved them too would leave T(x) where it is. They follow by their own rule.
 *
 * <p>R is kept in double, where a million steps leave it orthogonal to 1e-10, and used and published as floats. Should it
 * stray by more than {@value #TOLERANCE}, it becomes the nearest orthogonal matrix. Not thread-safe.
 *
 * <p>Its bytes, big-endian doubles: R (d·d), ∂L/∂R (d·d), Σw; then batches since the last step (4) and steps (8).
 */
public final class RotationLearner {

    private static final double TOLERANCE = 1e-4;

    /** Steps between two looks at how orthogonal R is, each as much work as a step. */
    private static final int STEPS_BETWEEN_CHECKS = 64;

    private final RotationRule options;
    private final int dims;
    private final PairRule rule;
    private final double[] r;
    private final double[] gradient;
    private double weight;
    private int batches;
    private long steps;
    private Rotation rotation;

    /**
     * @param options with a rule of learning
     * @param initial R to begin with
     * @param seed of random pairs
     */
    public RotationLearner(RotationRule options, Rotation initial, long seed) {
        this.options = options;
        this.dims = initial.dims();
        this.rule = options.pairRule(seed);
        this.r = Orthogonal.toDoubles(initial);
        this.gradient = new double[r.length];
        orthogonalize();
    }

    /** R as it is now; another object after each step. */
    public Rotation rotation() {
        return rotation;
    }

    /**
     * Takes a batch's gradient, and a step if one is due.
     *
     * @param batch (d, d) ∂L/∂R, summed over the batch
     * @param batchWeight Σ_i w_i of the batch
     */
    public void add(float[] batch, double batchWeight) {
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] += batch[i];
        }
        weight += batchWeight;
        batches++;
        stepIfDue();
    }

    /**
     * Takes the gradients of many batches at once, of all shards, and a step if one is due.
     *
     * @param sum (d, d) ∂L/∂R, summed over the batches
     * @param sumOfWeights Σ_i w_i over all of them
     * @param of how many batches there were
     */
    public void add(double[] sum, double sumOfWeights, int of) {
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] += sum[i];
        }
        weight += sumOfWeights;
        batches += of;
        stepIfDue();
    }

    private void stepIfDue() {
        if (batches >= options.every()) {
            step();
            Arrays.fill(gradient, 0);
            weight = 0;
            batches = 0;
        }
    }

    /** A gradient that is not finite turns nothing. */
    private void step() {
        double[] skew = Givens.skew(gradient, r, dims);
        if (weight > 0 && finite(skew)) {
            Givens.turn(r, skew, rule.pairs(skew, dims, steps), options.learningRate() / weight, dims);
        }
        steps++;
        if (steps % STEPS_BETWEEN_CHECKS == 0) {
            orthogonalize();
        } else {
            rotation = toRotation();
        }
    }

    private static boolean finite(double[] values) {
        boolean finite = true;
        for (double value : values) {
            finite &= Math.abs(value) <= Double.MAX_VALUE;
        }
        return finite;
    }

    private void orthogonalize() {
        if (Orthogonal.error(r, dims) > TOLERANCE) {
            System.arraycopy(Orthogonal.nearest(r, dims), 0, r, 0, r.length);
        }
        rotation = toRotation();
    }

    private Rotation toRotation() {
        return Orthogonal.toRotation(r, dims);
    }

    /** Writes all that it remembers, bit for bit. */
    public void write(DataOutput out) throws IOException {
        write(out, r);
        write(out, gradient);
        out.writeDouble(weight);
        out.writeInt(batches);
        out.writeLong(steps);
    }

    /** Takes over what another of the same dimensions wrote. */
    public void read(DataInput in) throws IOException {
        read(in, r);
        read(in, gradient);
        weight = in.readDouble();
        batches = in.readInt();
        steps = in.readLong();
        rotation = toRotation();
    }

    private static void write(DataOutput out, double[] values) throws IOException {
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    private static void read(DataInput in, double[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
    }
}
