package io.poeem.searcher;

import io.poeem.state.kernel.Kernels;
import io.poeem.state.model.Shape;
import java.util.BitSet;

/**
 * One query's walk over lists: scores items, keeps the best, counts what it scored. Belongs to one thread.
 *
 * <p>With the query's products with all centroids at hand an item costs D look-ups ("asymmetric distance computation").
 */
final class Scan {

    private static final int RUN = 256;

    private final InvertedLists lists;
    private final Shape shape;
    private final Products products;
    private final TopK best;
    private final Exclusions excluded;
    private final Kernels kernels;
    private final float[] residuals = new float[RUN];
    private final BitSet scannedLists = new BitSet();
    private long scored;

    /**
     * A query's products with the codebooks.
     *
     * @param scale of the cosine
     * @param coarse (J), q'·v_c
     * @param subspaces (D, K), q'_m·w_{m,k}
     */
    record Products(float scale, float[] coarse, float[] subspaces) {}

    Scan(InvertedLists lists, Shape shape, Products products, TopK best, Exclusions excluded, Kernels kernels) {
        this.lists = lists;
        this.shape = shape;
        this.products = products;
        this.best = best;
        this.excluded = excluded;
        this.kernels = kernels;
    }

    void list(int list) {
        int end = lists.end(list);
        for (int from = lists.start(list); from < end; from += RUN) {
            run(list, from, Math.min(RUN, end - from));
        }
        scannedLists.set(list);
    }

    /** Scores one item of a list, unless the list was scanned. */
    void itemOf(int list, int item) {
        if (!scannedLists.get(list)) {
            run(list, lists.position(item), 1);
        }
    }

    /** score = scale · (q'·v_c + Σ_m q'_m·w_{m,k_m}) / |T(x)| + b */
    private void run(int list, int from, int n) {
        int subspaces = shape.subspaces();
        kernels.adc(products.subspaces, subspaces, shape.centroids(), lists.codes(), from * subspaces, n, residuals, 0);
        float coarse = products.coarse[list];
        for (int i = 0; i < n; i++) {
            int position = from + i;
            float cos = (coarse + residuals[i]) * lists.inverseNorm(position);
            float score = products.scale * cos + lists.bias(position);
            if (score >= best.threshold() && !excluded.contains(lists.item(position))) {
                best.offer(score, lists.item(position));
            }
        }
        scored += n;
    }

    TopK best() {
        return best;
    }

    /** Items scored so far, excluded ones included. */
    long scored() {
        return scored;
    }
}
