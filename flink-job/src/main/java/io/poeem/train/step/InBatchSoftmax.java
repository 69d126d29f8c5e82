package io.poeem.train.step;

import io.poeem.train.kernel.FloatKernels;
import io.poeem.train.kernel.PaddedRows;
import io.poeem.train.kernel.Padding;
import io.poeem.train.kernel.Panels;
import java.util.Arrays;

/**
 * Softmax cross entropy of a batch against itself and further candidates, and its gradients, without ever holding the
 * B × (B + N) logits.
 *
 * <p>For rows q̂_i and candidates û_j, of which the first B are the rows' own: s_ij = scale q̂_i·û_j + o_j, masked pairs -∞, L = Σ_i w_i CE(softmax_j s_ij, i). With
 * e_ij = exp(s_ij - max_i), z_i = Σ_j e_ij and f_i = scale w_i / z_i, put E_ij = e_ij off the diagonal and
 * E_ii = -Σ_{j≠i} e_ij. Then
 *
 * <pre>  ∂L/∂q̂_i = f_i Σ_j E_ij û_j      ∂L/∂û = Eᵀ (f q̂)      ∂L/∂o_j = Σ_i w_i/z_i E_ij</pre>
 *
 * so that rows are never divided by z, and p_ii - 1 does not cancel where the model is sure of itself.
 *
 * <p>Memory: {@value #BLOCK} rows at a time. Their logits (B + 16 floats each; 16, lest columns share a cache set) are made,
 * exponentiated in place and used for both gradients while they lie in the second-level cache (266 KB at B 1024). Per block,
 * û is read as panels for the logits and by rows for ∂q̂, and ∂û is read and written once: 4 · 4Bd bytes (1 MB at B 1024, d
 * 64) for 6·{@value #BLOCK}·B·d operations, 24 of them per byte. Larger blocks save traffic and lose the cache.
 */
final class InBatchSoftmax {

    private static final int BLOCK = 64;

    private final FloatKernels kernels;
    private final int dims;
    private final float scale;
    private final int logitsStride;
    private final float[] logits;
    private final PaddedRows scaled;
    private final Panels candidates;
    private final PaddedRows gradQ;
    private final PaddedRows gradU;
    private final float[] gradOffsets;
    private final float[] factors = new float[BLOCK];

    InBatchSoftmax(StepOptions options, FloatKernels kernels) {
        this.kernels = kernels;
        this.dims = options.dims();
        this.scale = options.scale();
        int most = options.maxCandidates();
        this.logitsStride = Padding.columns(most) + FloatKernels.LANES;
        this.logits = new float[BLOCK * logitsStride];
        this.scaled = new PaddedRows(BLOCK, dims);
        this.candidates = new Panels(most, dims);
        this.gradQ = new PaddedRows(options.maxBatch(), dims);
        this.gradU = new PaddedRows(most, dims);
        this.gradOffsets = new float[Padding.lanes(most)];
    }

    /** (B, d) ∂L/∂q̂. */
    PaddedRows gradQ() {
        return gradQ;
    }

    /** (B + N, d) ∂L/∂û. */
    PaddedRows gradU() {
        return gradU;
    }

    /** (B + N) ∂L/∂o; computed only where offsets were given. */
    float[] gradOffsets() {
        return gradOffsets;
    }

    /**
     * @param columns B + N, the candidates in u
     * @param offsets (B + N padded to {@link FloatKernels#LANES}) o_j; null = 0
     * @param weights w_i; null = 1
     * @param sameUser null = not masked
     * @return L
     */
    double run(
            int batch,
            int columns,
            PaddedRows q,
            PaddedRows u,
            float[] offsets,
            float[] weights,
            AccidentalHits sameItem,
            AccidentalHits sameUser) {
        candidates.load(u.values(), 0, u.stride(), columns);
        gradU.clear(columns);
        Arrays.fill(gradOffsets, 0);
        double loss = 0;
        for (int first = 0; first < batch; first += BLOCK) {
            int rows = Math.min(BLOCK, batch - first);
            logits(first, rows, columns, q);
            for (int r = 0; r < rows; r++) {
                int i = first + r;
                float weight = weights == null ? 1 : weights[i];
                loss += weight * row(r, i, columns, offsets, weight, q, sameItem, sameUser);
            }
            gradients(first, rows, columns, u);
        }
        return loss;
    }

    /** S = scale q̂ Ûᵀ of one block. */
    private void logits(int first, int rows, int columns, PaddedRows q) {
        int stride = q.stride();
        kernels.scale(scale, q.values(), first * stride, scaled.values(), 0, rows * stride);
        candidates.multiply(
                kernels,
                Padding.rows(rows),
                Padding.columns(columns),
                scaled.values(),
                0,
                stride,
                logits,
                0,
                logitsStride);
    }

    /** Row r of S becomes row i of E, row r of the scaled queries becomes f_i q̂_i; returns CE_i. */
    private double row(
            int r,
            int i,
            int columns,
            float[] offsets,
            float weight,
            PaddedRows q,
            AccidentalHits sameItem,
            AccidentalHits sameUser) {
        int at = r * logitsStride;
        int length = Padding.lanes(columns);
        if (offsets != null) {
            kernels.axpy(1, offsets, 0, logits, at, length);
        }
        float positive = logits[at + i];
        sameItem.mark(i, logits, at, Float.NEGATIVE_INFINITY);
        if (sameUser != null) {
            sameUser.mark(i, logits, at, Float.NEGATIVE_INFINITY);
        }
        Arrays.fill(logits, at + columns, at + length, Float.NEGATIVE_INFINITY);
        float max = kernels.max(logits, at, length);
        logits[at + i] = Float.NEGATIVE_INFINITY;
        float others = kernels.expSum(logits, at, length, max);
        logits[at + i] = -others;
        double own = StrictMath.exp(positive - max);
        float inverse = (float) (weight / (own + others));
        int stride = q.stride();
        factors[r] = scale * inverse;
        kernels.scale(factors[r], q.values(), i * stride, scaled.values(), r * stride, stride);
        if (offsets != null) {
            kernels.axpy(inverse, logits, at, gradOffsets, 0, length);
        }
        return own > others ? StrictMath.log1p(others / own) : StrictMath.log(own + others) + max - positive;
    }

    /** ∂q̂ of the block's rows, and the block's share of ∂û. */
    private void gradients(int first, int rows, int columns, PaddedRows u) {
        int stride = u.stride();
        float[] g = gradQ.values();
        kernels.multiply(
                Padding.rows(rows),
                stride,
                columns,
                logits,
                0,
                logitsStride,
                1,
                u.values(),
                0,
                stride,
                g,
                first * stride,
                stride,
                false);
        for (int r = 0, at = first * stride; r < rows; r++, at += stride) {
            kernels.scale(factors[r], g, at, g, at, stride);
        }
        kernels.multiply(
                Padding.rows(columns),
                stride,
                rows,
                logits,
                0,
                1,
                logitsStride,
                scaled.values(),
                0,
                stride,
                gradU.values(),
                0,
                stride,
                true);
    }
}
