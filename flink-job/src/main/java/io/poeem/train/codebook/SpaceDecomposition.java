package io.poeem.train.codebook;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.train.kernel.FloatKernels;
import io.poeem.train.kernel.PaddedRows;
import io.poeem.train.rotation.Orthogonal;

/**
 * Optimal space decomposition (Ge et al., "Optimized Product Quantization", 2013; design section 2): the warm start with a
 * rotation. Alternates short k-means in the rotated space with the rotation that brings the sample nearest to its decoding,
 * argmin_R ||xR - t||², and ends with the warm start's own k-means under the last rotation.
 *
 * <p>A function of its arguments, bit for bit: xᵀt is summed in double, in the order of the rows.
 */
public final class SpaceDecomposition {

    /** Lloyd's iterations of all k-means but the last: R needs codes that are about right. */
    private static final int SHORT = 10;

    /** Rows that are encoded at once, so that a large sample needs no second copy of itself. */
    private static final int BLOCK = 4096;

    private final float[] sample;
    private final int n;
    private final Shape shape;
    private final BatchEncoder encoder;
    private final PaddedRows rotated;
    private final PaddedRows decoded;
    private final float[] x;
    private final float[] xr;
    private final int[] c;
    private final byte[] k;

    private SpaceDecomposition(float[] sample, int n, Shape shape) {
        this.sample = sample;
        this.n = n;
        this.shape = shape;
        int most = Math.min(n, BLOCK);
        this.encoder = new BatchEncoder(shape, most, FloatKernels.best());
        this.rotated = new PaddedRows(most, shape.dims());
        this.decoded = new PaddedRows(most, shape.dims());
        this.x = new float[most * shape.dims()];
        this.xr = new float[most * shape.dims()];
        this.c = new int[most];
        this.k = new byte[most * shape.subspaces()];
    }

    /**
     * R for {@link WarmStart#run}.
     *
     * @param sample (n, d) unit item embeddings
     * @param n rows of the sample, at least 1
     * @param alternations of k-means and rotation; 0: R = I
     * @param seed all randomness comes from it
     */
    public static Rotation run(float[] sample, int n, Shape shape, int alternations, long seed) {
        Rotation rotation = Rotation.identity(shape.dims());
        if (alternations > 0) {
            SpaceDecomposition decomposition = new SpaceDecomposition(sample, n, shape);
            for (int i = 0; i < alternations; i++) {
                rotation = decomposition.alternate(rotation, seed);
            }
        }
        return rotation;
    }

    private Rotation alternate(Rotation rotation, long seed) {
        Codebooks codebooks = WarmStart.run(sample, n, shape, rotation, SHORT, seed);
        encoder.load(codebooks);
        double[] product = new double[shape.dims() * shape.dims()];
        for (int from = 0; from < n; from += BLOCK) {
            add(product, rotation, from, Math.min(BLOCK, n - from));
        }
        return Orthogonal.toRotation(Orthogonal.nearest(product, shape.dims()), shape.dims());
    }

    /** Adds xᵀt of the rows from {@code from} on, t their decoding before the rotation back. */
    private void add(double[] product, Rotation rotation, int from, int rows) {
        int dims = shape.dims();
        System.arraycopy(sample, from * dims, x, 0, rows * dims);
        rotation.apply(x, rows, xr);
        rotated.load(xr, rows);
        encoder.encode(rotated, rows, c, k);
        encoder.decode(c, k, rows, decoded);
        float[] t = decoded.values();
        for (int i = 0; i < rows; i++) {
            for (int a = 0; a < dims; a++) {
                double factor = x[i * dims + a];
                for (int b = 0, at = i * decoded.stride(); b < dims; b++) {
                    product[a * dims + b] += factor * t[at + b];
                }
            }
        }
    }
}
