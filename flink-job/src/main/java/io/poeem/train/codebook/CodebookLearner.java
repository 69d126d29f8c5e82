package io.poeem.train.codebook;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.train.kernel.FloatKernels;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The codebooks while they learn, with what their rule remembers: Adagrad's sums of squared gradients, or the EMA's
 * decayed counts. One float per centroid's float serves both, so that the state's layout is the same for every rule.
 *
 * <p>Its bytes, little-endian: v, w, and what the rule remembers of each, as floats; revival flag (1; 1: its longs follow);
 * balance flag (1; 1: J doubles of counts follow). What an option that is on does not find begins anew.
 *
 * <p>Owns its arrays and changes them in place; not thread-safe.
 */
public final class CodebookLearner {

    /** What Adagrad's accumulators begin with; as large as the rows' and the towers'. */
    private static final float INITIAL_ACCUMULATOR = 0.1f;

    private final CodebookOptions options;
    private final Codebooks codebooks;
    private final FloatKernels kernels = FloatKernels.best();
    private final float[] coarseMemory;
    private final float[] subspaceMemory;
    /** Null where nothing is revived. */
    private final Revival revival;
    /** Null where nothing is balanced. */
    private final CoarseBalance balance;

    /** Hears of revived centroids, besides this. */
    private Revival.Revived onRevival = (coarse, centroid) -> {};

    /** Takes a copy of {@code initial}. */
    public CodebookLearner(CodebookOptions options, Codebooks initial) {
        this.options = options;
        this.codebooks = initial.copy();
        this.coarseMemory = new float[initial.coarse().length];
        this.subspaceMemory = new float[initial.subspaces().length];
        Arrays.fill(coarseMemory, firstMemory());
        Arrays.fill(subspaceMemory, firstMemory());
        revival = options.reviveAfter() > 0 ? new Revival(initial.shape(), options.reviveAfter()) : null;
        balance = options.balance() > 0
                ? new CoarseBalance(initial.shape().coarse(), options.balance(), options.decay())
                : null;
    }

    private float firstMemory() {
        return options.rule() == CodebookOptions.Rule.EMA ? 1 : INITIAL_ACCUMULATOR;
    }

    /** (J) factors on the squared distance to each coarse centroid in the training step, live; null: none. */
    public float[] balance() {
        return balance == null ? null : balance.factors();
    }

    /** The live codebooks: changed in place by {@link #update}; copy what must not change. */
    public Codebooks codebooks() {
        return codebooks;
    }

    /** One step of the rule, on gradients summed over a batch and weighted by w_i. */
    public void update(DistortionGradients gradients) {
        if (!gradients.shape().equals(codebooks.shape())) {
            throw new IllegalArgumentException(
                    "gradients of " + gradients.shape() + " for codebooks of " + codebooks.shape());
        }
        switch (options.rule()) {
            case ADAGRAD, WINDOW -> {
                adagrad(codebooks.coarse(), coarseMemory, gradients.coarse());
                adagrad(codebooks.subspaces(), subspaceMemory, gradients.subspaces());
            }
            case EMA -> {
                ema(codebooks.coarse(), coarseMemory, gradients.coarse(), gradients.coarseWeights());
                ema(codebooks.subspaces(), subspaceMemory, gradients.subspaces(), gradients.centroidWeights());
            }
            case FROZEN -> {
                // the ablation
            }
        }
    }

    /**
     * What follows a step: centroids that went without examples for too long are revived, and the balance counts.
     *
     * @param x (n, d) unit item embeddings of the batch
     * @param c (n) its coarse codes
     * @param k (n, D) its codes, unsigned bytes
     */
    public void follow(float[] x, int n, int[] c, byte[] k, Rotation rotation) {
        if (revival != null) {
            revival.batch(x, n, c, k, rotation, codebooks, this::forget);
        }
        if (balance != null) {
            balance.add(c, n);
        }
    }

    /** A revived centroid begins as at the warm start. */
    private void forget(boolean coarse, int centroid) {
        int dims = coarse ? codebooks.shape().dims() : codebooks.shape().subDims();
        Arrays.fill(coarse ? coarseMemory : subspaceMemory, centroid * dims, (centroid + 1) * dims, firstMemory());
        onRevival.at(coarse, centroid);
    }

    void onRevival(Revival.Revived hears) {
        onRevival = hears;
    }

    /** What the rule remembers of v, live. */
    float[] coarseMemory() {
        return coarseMemory;
    }

    /** What the rule remembers of w, live. */
    float[] subspaceMemory() {
        return subspaceMemory;
    }

    /** Null where nothing is balanced. */
    CoarseBalance balanced() {
        return balance;
    }

    /** See {@link CodebookReplica#merged}. */
    void merged(long own, long all, boolean[] used) {
        if (revival != null) {
            revival.merged(own, all, used);
        }
    }

    private void adagrad(float[] centroids, float[] accumulators, float[] gradients) {
        kernels.adagrad(centroids, accumulators, gradients, centroids.length, options.learningRate());
    }

    /**
     * N ← γN + n, S ← γS + s, centroid = S/N, where n and s are the batch's summed weight and targets. As S = N · centroid
     * before and g = 2(n · centroid - s), the centroid moves by -g / 2N with the new N. A centroid that got nothing keeps its
     * place and its count, so that a long absence does not make it follow single examples.
     */
    private void ema(float[] centroids, float[] counts, float[] gradients, float[] weights) {
        int dims = centroids.length / weights.length;
        for (int k = 0; k < weights.length; k++) {
            if (weights[k] > 0) {
                for (int j = k * dims; j < (k + 1) * dims; j++) {
                    counts[j] = Math.fma(options.decay(), counts[j], weights[k]);
                    centroids[j] -= gradients[j] / (2 * counts[j]);
                }
            }
        }
    }

    /** All there is to keep, bit for bit. */
    public byte[] toBytes() {
        long[] used = revival == null ? new long[0] : revival.state();
        double[] counts = balance == null ? new double[0] : balance.counts();
        int size = size(codebooks.shape()) + 2 + Long.BYTES * used.length + Double.BYTES * counts.length;
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer()
                .put(codebooks.coarse())
                .put(codebooks.subspaces())
                .put(coarseMemory)
                .put(subspaceMemory);
        bytes.position(size(codebooks.shape()));
        bytes.put((byte) (revival == null ? 0 : 1));
        for (long example : used) {
            bytes.putLong(example);
        }
        bytes.put((byte) (balance == null ? 0 : 1));
        for (double count : counts) {
            bytes.putDouble(count);
        }
        return bytes.array();
    }

    /** What {@link #toBytes} wrote, to go on from there bit for bit. */
    public static CodebookLearner fromBytes(CodebookOptions options, Shape shape, byte[] bytes) {
        try {
            CodebookLearner learner = new CodebookLearner(options, Codebooks.zero(shape));
            ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            learner.read(in);
            if (!in.hasRemaining()) {
                return learner;
            }
        } catch (BufferUnderflowException e) {
            // said below
        }
        throw new IllegalArgumentException("codebook state of " + bytes.length + " bytes is not of " + shape
                + ": it was written with another shape");
    }

    private void read(ByteBuffer in) {
        Shape shape = codebooks.shape();
        in.asFloatBuffer()
                .get(codebooks.coarse())
                .get(codebooks.subspaces())
                .get(coarseMemory)
                .get(subspaceMemory);
        in.position(in.position() + size(shape));
        if (in.get() != 0) {
            long[] used = new long[shape.coarse() + shape.subspaces() * shape.centroids() + 1];
            for (int i = 0; i < used.length; i++) {
                used[i] = in.getLong();
            }
            if (revival != null) {
                revival.restore(used);
            }
        }
        if (in.get() != 0) {
            double[] counts = new double[shape.coarse()];
            for (int j = 0; j < counts.length; j++) {
                counts[j] = in.getDouble();
            }
            if (balance != null) {
                balance.restore(counts);
            }
        }
    }

    private static int size(Shape shape) {
        long floats = 2L * (shape.coarse() + shape.centroids()) * shape.dims();
        return Math.toIntExact(Float.BYTES * floats);
    }
}
