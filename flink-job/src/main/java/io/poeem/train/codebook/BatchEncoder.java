package io.poeem.train.codebook;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Shape;
import io.poeem.train.kernel.FloatKernels;
import io.poeem.train.kernel.PaddedRows;
import io.poeem.train.kernel.Panels;

/**
 * Codes of a batch (design section 2), by whole matrix products:
 * c = argmin_j ||x' - v_j||², r = x' - v_c, k_m = argmin_k ||r_m - w_{m,k}||². Ties go to the smaller index.
 *
 * <p>Works on rotated rows x' = xR. Reads the codebooks in place, but {@link #load} must follow each change.
 */
public final class BatchEncoder {

    private final Shape shape;
    private final NearestCentroid coarse;
    private final NearestCentroid[] subspaces;
    private final PaddedRows residuals;
    private final Panels points;
    private final int[] nearest;
    private Codebooks codebooks;

    /** @param maxRows the most rows per call */
    public BatchEncoder(Shape shape, int maxRows, FloatKernels kernels) {
        this.shape = shape;
        this.coarse = new NearestCentroid(shape.coarse(), shape.dims(), kernels);
        this.subspaces = new NearestCentroid[shape.subspaces()];
        for (int m = 0; m < subspaces.length; m++) {
            subspaces[m] = new NearestCentroid(shape.centroids(), shape.subDims(), kernels);
        }
        this.residuals = new PaddedRows(maxRows, shape.dims());
        this.points = new Panels(maxRows, shape.dims());
        this.nearest = new int[maxRows];
    }

    /** Takes the codebooks as they are now; their later changes need another load. */
    public void load(Codebooks current) {
        load(current, null);
    }

    /**
     * As above, with factors.
     *
     * @param balance (J) from 0 to 1, on the squared distance of x' to each coarse centroid, for x' of length 1; null: all 1
     */
    public void load(Codebooks current, float[] balance) {
        codebooks = current;
        if (balance == null) {
            coarse.load(current.coarse(), 0);
        } else {
            coarse.load(current.coarse(), 0, balance);
        }
        for (int m = 0; m < subspaces.length; m++) {
            subspaces[m].load(current.subspaces(), m * shape.centroids() * shape.subDims());
        }
    }

    /**
     * @param rotated x' (n, d)
     * @param c out: (n) coarse codes
     * @param k out: (n, D) codes, unsigned bytes
     */
    public void encode(PaddedRows rotated, int n, int[] c, byte[] k) {
        int stride = rotated.stride();
        points.load(rotated.values(), 0, stride, n);
        coarse.find(points, 0, n, c);
        for (int i = 0; i < n; i++) {
            subtractCentroid(rotated.values(), i * stride, c[i]);
        }
        points.load(residuals.values(), 0, stride, n);
        for (int m = 0; m < subspaces.length; m++) {
            subspaces[m].find(points, m * shape.subDims(), n, nearest);
            for (int i = 0; i < n; i++) {
                k[i * subspaces.length + m] = (byte) nearest[i];
            }
        }
    }

    /** Writes y = v_c + [w_{1,k_1}; …] of each row, with the codebooks last loaded; not rotated back. */
    public void decode(int[] c, byte[] k, int n, PaddedRows y) {
        float[] w = codebooks.subspaces();
        float[] out = y.values();
        int sub = shape.subDims();
        for (int i = 0; i < n; i++) {
            int at = i * y.stride();
            System.arraycopy(codebooks.coarse(), c[i] * shape.dims(), out, at, shape.dims());
            for (int m = 0; m < shape.subspaces(); m++) {
                int from = (m * shape.centroids() + (k[i * shape.subspaces() + m] & 0xff)) * sub;
                for (int j = 0; j < sub; j++) {
                    out[at + m * sub + j] += w[from + j];
                }
            }
        }
    }

    private void subtractCentroid(float[] x, int at, int c) {
        float[] v = codebooks.coarse();
        float[] r = residuals.values();
        for (int j = 0, from = c * shape.dims(); j < shape.dims(); j++) {
            r[at + j] = x[at + j] - v[from + j];
        }
    }
}
