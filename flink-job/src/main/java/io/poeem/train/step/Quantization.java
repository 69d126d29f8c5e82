package io.poeem.train.step;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.train.codebook.BatchEncoder;
import io.poeem.train.codebook.DistortionGradients;
import io.poeem.train.kernel.FloatKernels;
import io.poeem.train.kernel.PaddedRows;
import io.poeem.train.kernel.Padding;

/** The indexing layer's part of a batch: x' = x̂R, codes, y, T(x) = yRᵀ, and the gradients of λ Σ_i w_i ||T(x_i) - x̂_i||². */
final class Quantization {

    private final StepOptions options;
    private final Shape shape;
    private final FloatKernels kernels;
    private final BatchEncoder encoder;
    private final DistortionGradients gradients;
    private final PaddedRows rotated;
    private final PaddedRows reconstructed;
    private final PaddedRows decoded;
    private final PaddedRows matrix;
    private final PaddedRows transposed;
    private final PaddedRows errors;
    private final PaddedRows rotationGradient;
    private final int[] coarse;
    private final byte[] codes;
    /** What {@code matrix} and {@code transposed} hold; null: nothing yet. */
    private Rotation loaded;

    Quantization(StepOptions options, Shape shape, FloatKernels kernels) {
        if (shape.dims() != options.dims()) {
            throw new IllegalArgumentException(
                    "codebooks of " + shape.dims() + " dims for towers of " + options.dims() + ": must be equal");
        }
        this.options = options;
        this.shape = shape;
        this.kernels = kernels;
        int most = options.maxCandidates();
        int dims = shape.dims();
        this.encoder = new BatchEncoder(shape, most, kernels);
        this.gradients = new DistortionGradients(shape, options.ownCoarse());
        this.rotated = new PaddedRows(most, dims);
        this.reconstructed = new PaddedRows(most, dims);
        this.decoded = new PaddedRows(most, dims);
        this.matrix = new PaddedRows(dims, dims);
        this.transposed = new PaddedRows(dims, dims);
        this.errors = new PaddedRows(most, dims);
        this.rotationGradient = new PaddedRows(dims, dims);
        this.coarse = new int[most];
        this.codes = new byte[most * shape.subspaces()];
    }

    /**
     * @param candidates how many rows are quantized; the first {@code batch} have weights and count for the distortion
     * @return Σ_i w_i ||T(x_i) - x̂_i||²
     */
    double run(
            int batch,
            int candidates,
            PaddedRows unit,
            float[] weights,
            Codebooks codebooks,
            Rotation rotation,
            float[] balance) {
        boolean rotates = rotation != null && !rotation.isIdentity();
        if (rotates) {
            load(rotation);
            multiply(candidates, unit, matrix, rotated);
        } else {
            rotated.load(unit, candidates);
        }
        encoder.load(codebooks, balance);
        encoder.encode(rotated, candidates, coarse, codes);
        encoder.decode(coarse, codes, candidates, reconstructed);
        if (rotates) {
            multiply(candidates, reconstructed, transposed, decoded);
        } else {
            decoded.load(reconstructed, candidates);
        }
        double distortion = accumulate(batch, weights, codebooks);
        if (options.rotationGradient()) {
            rotationGradient(batch, unit, weights);
        }
        return distortion;
    }

    private void load(Rotation rotation) {
        if (rotation == loaded) {
            return;
        }
        loaded = rotation;
        float[] r = rotation.matrix();
        int dims = shape.dims();
        matrix.load(r, dims);
        float[] t = transposed.values();
        for (int i = 0; i < dims; i++) {
            for (int j = 0; j < dims; j++) {
                t[j * transposed.stride() + i] = r[i * dims + j];
            }
        }
    }

    private void multiply(int rows, PaddedRows a, PaddedRows square, PaddedRows out) {
        int stride = a.stride();
        kernels.multiply(
                Padding.rows(rows),
                stride,
                shape.dims(),
                a.values(),
                0,
                stride,
                1,
                square.values(),
                0,
                stride,
                out.values(),
                0,
                stride,
                false);
    }

    private double accumulate(int batch, float[] weights, Codebooks codebooks) {
        gradients.clear();
        double distortion = 0;
        int stride = rotated.stride();
        float[] x = rotated.values();
        float[] y = reconstructed.values();
        float[] e = errors.values();
        for (int i = 0, at = 0; i < batch; i++, at += stride) {
            float weight = weights == null ? 1 : weights[i];
            kernels.scaledDifference(1, y, at, 1, x, at, e, at, stride);
            distortion += (double) weight * kernels.dot(e, at, e, at, stride);
            float weighted = options.distortionWeight() * weight;
            gradients.add(weighted, codebooks, x, y, at, coarse[i], codes, i * shape.subspaces());
        }
        return distortion;
    }

    /** ∂/∂R = 2λ Σ_i w_i (T(x_i) - x̂_i)ᵀ y_i, codes taken as constant. */
    private void rotationGradient(int batch, PaddedRows unit, float[] weights) {
        int stride = unit.stride();
        float[] e = errors.values();
        for (int i = 0, at = 0; i < batch; i++, at += stride) {
            float twice = 2 * options.distortionWeight() * (weights == null ? 1 : weights[i]);
            kernels.scaledDifference(twice, decoded.values(), at, 1, unit.values(), at, e, at, stride);
        }
        kernels.multiply(
                Padding.rows(shape.dims()),
                stride,
                batch,
                e,
                0,
                1,
                stride,
                reconstructed.values(),
                0,
                stride,
                rotationGradient.values(),
                0,
                stride,
                false);
        System.arraycopy(
                rotationGradient.compact(shape.dims()), 0, gradients.rotation(), 0, gradients.rotation().length);
    }

    Shape shape() {
        return shape;
    }

    int[] coarse() {
        return coarse;
    }

    byte[] codes() {
        return codes;
    }

    PaddedRows decoded() {
        return decoded;
    }

    DistortionGradients gradients() {
        return gradients;
    }
}
