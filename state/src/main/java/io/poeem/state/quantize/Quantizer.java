package io.poeem.state.quantize;

import io.poeem.state.kernel.Kernels;
import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;

/**
 * The indexing layer T:
 *
 * <pre>
 * x' = xR      c = argmin_j ‖x' - v_j‖²      r = x' - v_c      k_m = argmin_k ‖r_m - w_{m,k}‖²
 * T(x) = (v_c + [w_{1,k_1}; …; w_{D,k_D}]) Rᵀ
 * </pre>
 *
 * Reads the codebooks' arrays as they are when it is constructed, and is cheap to construct: a trainer, whose codebooks change with
 * every step, makes one per batch or calls {@link #refresh}. Keeps buffers between calls: for one thread.
 */
public final class Quantizer {
    private final Codebooks codebooks;
    private final Rotation rotation;
    private final Kernels kernels;
    private final Shape shape;
    private final float[] coarseHalfNorms;
    private final float[] subspaceHalfNorms;
    private float[] rotated = {};
    private int[] subCodes = {};

    public Quantizer(Codebooks codebooks, Rotation rotation, Kernels kernels) {
        this.codebooks = codebooks;
        this.rotation = rotation;
        this.kernels = kernels;
        this.shape = codebooks.shape();
        this.coarseHalfNorms = new float[shape.coarse()];
        this.subspaceHalfNorms = new float[shape.subspaces() * shape.centroids()];
        refresh();
    }

    /** Takes notice that the values in the codebooks' arrays have changed. */
    public void refresh() {
        int d = shape.dims();
        kernels.halfNorms(codebooks.coarse(), 0, shape.coarse(), d, coarseHalfNorms, 0);
        kernels.halfNorms(codebooks.subspaces(), 0, subspaceHalfNorms.length, shape.subDims(), subspaceHalfNorms, 0);
    }

    /**
     * @param x (n, d), may be longer; left as it is
     * @param coarse (n), each c
     * @param codes (n, D), each k_m as an unsigned byte
     */
    public void encode(float[] x, int n, int[] coarse, byte[] codes) {
        int d = shape.dims();
        int subspaces = shape.subspaces();
        makeRoom(n);
        rotation.apply(x, n, rotated);
        kernels.nearest(rotated, 0, d, n, codebooks.coarse(), 0, coarseHalfNorms, 0, shape.coarse(), d, coarse, 0, 1);
        subtractCoarse(coarse, n);
        for (int m = 0; m < subspaces; m++) {
            int book = m * shape.centroids();
            kernels.nearest(
                    rotated,
                    m * shape.subDims(),
                    d,
                    n,
                    codebooks.subspaces(),
                    book * shape.subDims(),
                    subspaceHalfNorms,
                    book,
                    shape.centroids(),
                    shape.subDims(),
                    subCodes,
                    m,
                    subspaces);
        }
        for (int i = 0; i < n * subspaces; i++) {
            codes[i] = (byte) subCodes[i];
        }
    }

    private void subtractCoarse(int[] coarse, int n) {
        int d = shape.dims();
        float[] v = codebooks.coarse();
        for (int r = 0; r < n; r++) {
            int row = r * d;
            int centroid = coarse[r] * d;
            for (int i = 0; i < d; i++) {
                rotated[row + i] -= v[centroid + i];
            }
        }
    }

    /**
     * @param out (n, d), T(x)
     */
    public void decode(int[] coarse, byte[] codes, int n, float[] out) {
        if (rotation.isIdentity()) {
            decodeRotated(coarse, codes, n, out);
        } else {
            makeRoom(n);
            decodeRotated(coarse, codes, n, rotated);
            rotation.applyTransposed(rotated, n, out);
        }
    }

    /**
     * @param out (n, d), T(x) R: the centroids' sum, without the way back
     */
    public void decodeRotated(int[] coarse, byte[] codes, int n, float[] out) {
        int d = shape.dims();
        int sub = shape.subDims();
        float[] v = codebooks.coarse();
        float[] w = codebooks.subspaces();
        for (int r = 0; r < n; r++) {
            int c = coarse[r] * d;
            for (int m = 0; m < shape.subspaces(); m++) {
                int k = (m * shape.centroids() + (codes[r * shape.subspaces() + m] & 0xff)) * sub;
                int from = c + m * sub;
                int to = r * d + m * sub;
                for (int i = 0; i < sub; i++) {
                    out[to + i] = v[from + i] + w[k + i];
                }
            }
        }
    }

    private void makeRoom(int n) {
        if (rotated.length < n * shape.dims()) {
            rotated = new float[n * shape.dims()];
            subCodes = new int[n * shape.subspaces()];
        }
    }
}
