package io.poeem.state.quantize;

import io.poeem.state.kernel.Kernels;
import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Shape;

/**
 * A query's products with all centroids, from which q·T(x) is a sum of 1 + D look-ups: q·T(x) = q'·v_c + Σ_m q'_m·w_{m,k_m} with
 * q' = qR. Immutable; for any number of threads.
 */
public final class QueryTables {
    /** Coarse centroids that lie together: a panel is read from its beginning to its end, which is what processors foresee. */
    private static final int PANEL = 64;

    private final Shape shape;
    private final Kernels kernels;
    private final float[] coarsePanels; // (J / PANEL, d, PANEL), the last one narrower
    private final float[] subspaceColumns; // (D, d/D, K)

    public QueryTables(Codebooks codebooks, Kernels kernels) {
        this.shape = codebooks.shape();
        this.kernels = kernels;
        int sub = shape.subDims();
        this.coarsePanels = new float[codebooks.coarse().length];
        this.subspaceColumns = new float[codebooks.subspaces().length];
        for (int j = 0; j < shape.coarse(); j += PANEL) {
            transpose(codebooks.coarse(), j * shape.dims(), width(j), shape.dims(), coarsePanels);
        }
        for (int m = 0; m < shape.subspaces(); m++) {
            transpose(codebooks.subspaces(), m * shape.centroids() * sub, shape.centroids(), sub, subspaceColumns);
        }
    }

    private static void transpose(float[] from, int offset, int rows, int columns, float[] to) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                to[offset + j * rows + i] = from[offset + i * columns + j];
            }
        }
    }

    /**
     * @param rotatedQuery q' = qR, (d)
     * @param out (J), q'·v_j
     */
    public void coarse(float[] rotatedQuery, float[] out) {
        int d = shape.dims();
        for (int j = 0; j < shape.coarse(); j += PANEL) {
            kernels.affine(rotatedQuery, 0, 1, d, coarsePanels, j * d, width(j), null, 0, out, j);
        }
    }

    private int width(int panelsFirst) {
        return Math.min(PANEL, shape.coarse() - panelsFirst);
    }

    /**
     * @param rotatedQuery q' = qR, (d)
     * @param out (D, K), q'_m·w_{m,k}: the table of {@link Kernels#adc}
     */
    public void subspaces(float[] rotatedQuery, float[] out) {
        int sub = shape.subDims();
        int k = shape.centroids();
        for (int m = 0; m < shape.subspaces(); m++) {
            kernels.affine(rotatedQuery, m * sub, 1, sub, subspaceColumns, m * k * sub, k, null, 0, out, m * k);
        }
    }
}
