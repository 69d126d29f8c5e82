package io.poeem.searcher;

import io.poeem.state.kernel.Kernels;
import io.poeem.state.model.Model;

/**
 * Which lists to scan: those with the largest scale · cos(q', v_c) + the largest b in the list.
 *
 * <p>By distance alone, a list that holds a popular item would be passed over for one whose items are near but never
 * clicked. A list without items is never chosen before one with items.
 */
final class ListChoice {

    private final InvertedLists lists;
    private final float scale;
    private final float[] inverseNorms; // (J): 1 / |v_c|; 0 for a centroid of zeros

    ListChoice(Model model, InvertedLists lists, Kernels kernels) {
        this.lists = lists;
        this.scale = model.scale();
        this.inverseNorms = new float[lists.lists()];
        float[] coarse = model.codebooks().coarse();
        int dims = model.shape().dims();
        for (int c = 0; c < inverseNorms.length; c++) {
            double norm = Math.sqrt(kernels.dot(coarse, c * dims, coarse, c * dims, dims));
            inverseNorms[c] = norm == 0 ? 0 : (float) (1 / norm);
        }
    }

    /**
     * @param products (J), q'·v_c of a unit vector q'
     * @return the numbers of min(nprobe, J) lists, best first
     */
    int[] choose(float[] products, int nprobe) {
        TopK top = new TopK(Math.min(nprobe, inverseNorms.length));
        for (int c = 0; c < inverseNorms.length; c++) {
            top.offer(scale * products[c] * inverseNorms[c] + lists.largestBias(c), c);
        }
        return top.drain();
    }
}
