package io.poeem.train.step;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.train.codebook.DistortionGradients;
import io.poeem.train.kernel.FloatKernels;
import io.poeem.train.kernel.Padding;
import java.util.Arrays;

/**
 * One batch of joint learning (design section 2): from tower outputs to the loss, the codes and every gradient.
 *
 * <pre>
 *   q̂ = q/|q|   x̂ = x/|x|   x' = x̂R   (c, k) = encode(x')   T(x) = (v_c + [w_k])Rᵀ   û = T(x)/|T(x)|   (warm-up: û = x̂)
 *   s_ij = scale q̂_i·û_j + a_j - log p̂_j       L = Σ_i w_i CE(softmax_j s_ij, i) + λ Σ_i w_i ||T(x_i) - x̂_i||²
 * </pre>
 *
 * <p>Candidates j are the batch's B items and, by option, N more that are nobody's positive.
 *
 * <p>Left out of row i's softmax: other candidates of i's item, and, by option, other rows of i's user. The gradient w.r.t. T(x)
 * passes straight through to x̂; the distortion's reaches codebooks and rotation only. The work is {@link InBatchSoftmax}'s
 * three products, 6Bd operations per example, and the encoder's, 2Jd + 2Kd; all else is O(d) per example.
 *
 * <p>Everything is computed in an order that depends on nothing but the arguments: equal arguments give equal bits, on any
 * machine. Owns all its memory, allocated once (but for new codebook shapes); not thread-safe.
 */
public final class JointStep {

    private final StepOptions options;
    private final FloatKernels kernels;
    private final UnitRows queries;
    private final UnitRows items;
    private final UnitRows decodedItems;
    private final InBatchSoftmax softmax;
    private final AccidentalHits sameItem;
    private final AccidentalHits sameUser;
    private final float[] offsets;
    private Quantization quantization;
    private float[] balance;
    private int batch;
    private int candidates;
    private double distortion;
    private long quantizerNanos;

    public JointStep(StepOptions options) {
        this(options, FloatKernels.best());
    }

    JointStep(StepOptions options, FloatKernels kernels) {
        this.options = options;
        this.kernels = kernels;
        int most = options.maxBatch();
        this.queries = new UnitRows(most, options.dims(), kernels);
        int mostCandidates = options.maxCandidates();
        this.items = new UnitRows(mostCandidates, options.dims(), kernels);
        this.decodedItems = new UnitRows(mostCandidates, options.dims(), kernels);
        this.softmax = new InBatchSoftmax(options, kernels);
        this.sameItem = new AccidentalHits(mostCandidates);
        this.sameUser = new AccidentalHits(most);
        this.offsets = new float[Padding.lanes(mostCandidates)];
    }

    /** Runs one batch without further candidates. */
    public double run(
            int batch,
            float[] q,
            float[] x,
            int[] itemIds,
            int[] userIds,
            float[] weights,
            float[] bias,
            float[] logP,
            Codebooks codebooks,
            Rotation rotation) {
        return run(batch, 0, q, x, itemIds, userIds, weights, bias, logP, codebooks, rotation);
    }

    /**
     * Runs one batch. All results stay in this object's arrays until the next call; the arrays may be longer than the batch.
     *
     * @param batch B, 1 .. maxBatch
     * @param negatives N, 0 .. maxNegatives; candidates beyond the batch's own items, behind them in x, itemIds, bias, logP
     * @param q (B, d) query tower outputs before normalisation
     * @param x (B + N, d) item tower outputs before normalisation
     * @param itemIds (B + N) equal ints = same item
     * @param userIds (B) equal ints = same user within the batch; null = not masked
     * @param weights (B) w_i ≥ 0; null = all 1
     * @param bias (B + N) a_j of the candidates; null = off
     * @param logP (B + N) log p̂_j of the candidates; null = off
     * @param codebooks null while warming up
     * @param rotation R; null = identity
     * @return Σ_i w_i CE(softmax_j s_ij, i), without the distortion
     */
    public double run(
            int batch,
            int negatives,
            float[] q,
            float[] x,
            int[] itemIds,
            int[] userIds,
            float[] weights,
            float[] bias,
            float[] logP,
            Codebooks codebooks,
            Rotation rotation) {
        if (batch < 1 || batch > options.maxBatch()) {
            throw new IllegalArgumentException(
                    "batch of " + batch + " examples: must be 1 .. " + options.maxBatch() + " (StepOptions.maxBatch)");
        }
        if (negatives < 0 || negatives > options.maxNegatives()) {
            throw new IllegalArgumentException(negatives + " further candidates: must be 0 .. " + options.maxNegatives()
                    + " (StepOptions.maxNegatives)");
        }
        this.batch = batch;
        this.candidates = batch + negatives;
        queries.load(q, batch);
        items.load(x, candidates);
        long begin = System.nanoTime();
        quantize(weights, codebooks, rotation);
        quantizerNanos = System.nanoTime() - begin;
        sameItem.load(itemIds, candidates);
        boolean maskUsers = options.maskSameUser() && userIds != null;
        if (maskUsers) {
            sameUser.load(userIds, batch);
        }
        UnitRows scored = codebooks == null ? items : decodedItems;
        double loss = softmax.run(
                batch,
                candidates,
                queries.unit(),
                scored.unit(),
                offsets(bias, logP),
                weights,
                sameItem,
                maskUsers ? sameUser : null);
        queries.unnormalize(softmax.gradQ(), batch);
        if (codebooks != null) {
            decodedItems.unnormalize(softmax.gradU(), candidates);
        }
        items.unnormalize(softmax.gradU(), candidates);
        return loss;
    }

    /**
     * From now on, the squared distance to each coarse centroid is multiplied by a factor.
     *
     * @param factors (J) from 0 to 1, read at each run; null: none
     */
    public void balance(float[] factors) {
        balance = factors;
    }

    private void quantize(float[] weights, Codebooks codebooks, Rotation rotation) {
        distortion = 0;
        if (codebooks == null) {
            return;
        }
        Shape shape = codebooks.shape();
        if (quantization == null || !quantization.shape().equals(shape)) {
            quantization = new Quantization(options, shape, kernels);
        }
        distortion = quantization.run(batch, candidates, items.unit(), weights, codebooks, rotation, balance);
        decodedItems.load(quantization.decoded(), candidates);
    }

    /** a_j - log p̂_j, or null where both are off. */
    private float[] offsets(float[] bias, float[] logP) {
        if (bias == null && logP == null) {
            return null;
        }
        Arrays.fill(offsets, 0);
        for (int j = 0; j < candidates; j++) {
            offsets[j] = (bias == null ? 0 : bias[j]) - (logP == null ? 0 : logP[j]);
        }
        return offsets;
    }

    /** (B, d) ∂L/∂q, before normalisation. */
    public float[] gradQ() {
        return softmax.gradQ().compact(batch);
    }

    /** (B + N, d) ∂L/∂x, before normalisation, straight through the quantizer. */
    public float[] gradX() {
        return softmax.gradU().compact(candidates);
    }

    /** (B + N) ∂L/∂a; zeros where neither bias nor log p̂ was given. */
    public float[] gradBias() {
        return softmax.gradOffsets();
    }

    /** (B, d) x̂ = x / |x|. */
    public float[] unitItems() {
        return items.unit().compact(batch);
    }

    /** (B, d) q̂ = q / |q|. */
    public float[] unitQueries() {
        return queries.unit().compact(batch);
    }

    /** |q| of example i. */
    public float queryLength(int i) {
        return queries.length(i);
    }

    /** |x| of example i. */
    public float itemLength(int i) {
        return items.length(i);
    }

    /** (B) c; of the last run with codebooks. */
    public int[] coarse() {
        return quantized().coarse();
    }

    /** (B, D) k, unsigned bytes; of the last run with codebooks. */
    public byte[] codes() {
        return quantized().codes();
    }

    /** (B + N, d) T(x); of the last run with codebooks. */
    public float[] decoded() {
        return quantized().decoded().compact(candidates);
    }

    /** Σ_i w_i ||T(x_i) - x̂_i||², without λ; 0 while warming up. */
    public double distortion() {
        return distortion;
    }

    /** How long the last run spent on codes and the distortion's gradients; for reports of where time goes only. */
    public long quantizerNanos() {
        return quantizerNanos;
    }

    /** Gradients of the distortion w.r.t. codebooks and rotation; of the last run with codebooks. */
    public DistortionGradients distortionGradients() {
        return quantized().gradients();
    }

    private Quantization quantized() {
        if (quantization == null) {
            throw new IllegalStateException("no batch was run with codebooks yet: still warming up");
        }
        return quantization;
    }
}
