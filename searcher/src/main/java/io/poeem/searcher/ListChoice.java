package io.poeem.searcher;

import io.poeem.state.kernel.Kernels;
import io.poeem.state.model.Model;

/**
 * Which lists to scan: those with the largest scale · cos(q', v_c) + the largest b in the list, the head's items left out.
 *
 * <p>By distance alone, a list that holds a popular item would be passed over for one whose items are near but never
 * clicked. The head, the most popular items of all, is scored whatever its lists: a list is not worth a scan for its sake. A
 * list without further items is never chosen before one with some.
 */
final class ListChoice {

    private final InvertedLists lists;
    private final PopularItems popular;
    private final float scale;
    private final float[] inverseNorms; // (J): 1 / |v_c|; 0 for a centroid of zeros

    /** Of the head that was asked for last: most callers have but one. */
    private volatile Beyond beyond;

    /**
     * @param head how many items
     * @param largestBias (J), of the other items
     */
    private record Beyond(int head, float[] largestBias) {}

    ListChoice(Model model, InvertedLists lists, PopularItems popular, Kernels kernels) {
        this.lists = lists;
        this.popular = popular;
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
     * @param head how many of the most popular items are scored anyway
     * @return the numbers of min(nprobe, J) lists, best first
     */
    int[] choose(float[] products, int nprobe, int head) {
        float[] largestBias = beyond(head);
        TopK top = new TopK(Math.min(nprobe, inverseNorms.length));
        for (int c = 0; c < inverseNorms.length; c++) {
            top.offer(scale * products[c] * inverseNorms[c] + largestBias[c], c);
        }
        return top.drain();
    }

    private float[] beyond(int head) {
        Beyond known = beyond;
        if (known == null || known.head != head) {
            int[] order = popular.atLeast(head);
            known = new Beyond(head, lists.largestBiasWithout(order, Math.min(head, order.length)));
            beyond = known;
        }
        return known.largestBias;
    }
}
