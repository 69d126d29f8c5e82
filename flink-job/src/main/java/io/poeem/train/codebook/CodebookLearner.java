package io.poeem.train.codebook;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Shape;
import io.poeem.train.kernel.FloatKernels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The codebooks while they learn, with what their rule remembers: Adagrad's sums of squared gradients, or the EMA's
 * decayed counts. One float per centroid's float serves both, so that the state's layout is the same for every rule.
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

    /** Takes a copy of {@code initial}. */
    public CodebookLearner(CodebookOptions options, Codebooks initial) {
        this.options = options;
        this.codebooks = initial.copy();
        this.coarseMemory = new float[initial.coarse().length];
        this.subspaceMemory = new float[initial.subspaces().length];
        float begin = options.rule() == CodebookOptions.Rule.EMA ? 1 : INITIAL_ACCUMULATOR;
        Arrays.fill(coarseMemory, begin);
        Arrays.fill(subspaceMemory, begin);
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
            case ADAGRAD -> {
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

    /** v, w and what the rule remembers of each, as little-endian floats, bit for bit. */
    public byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(size(codebooks.shape())).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer()
                .put(codebooks.coarse())
                .put(codebooks.subspaces())
                .put(coarseMemory)
                .put(subspaceMemory);
        return bytes.array();
    }

    /** What {@link #toBytes} wrote, to go on from there bit for bit. */
    public static CodebookLearner fromBytes(CodebookOptions options, Shape shape, byte[] bytes) {
        if (bytes.length != size(shape)) {
            throw new IllegalArgumentException("codebook state of " + bytes.length + " bytes for " + shape
                    + ", which needs " + size(shape) + ": it was written with another shape");
        }
        CodebookLearner learner = new CodebookLearner(options, Codebooks.zero(shape));
        FloatBuffer floats =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        floats.get(learner.codebooks.coarse())
                .get(learner.codebooks.subspaces())
                .get(learner.coarseMemory)
                .get(learner.subspaceMemory);
        return learner;
    }

    private static int size(Shape shape) {
        long floats = 2L * (shape.coarse() + shape.centroids()) * shape.dims();
        return Math.toIntExact(Float.BYTES * floats);
    }
}
