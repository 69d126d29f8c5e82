package io.poeem.state.scan;

/**
 * Scores by the float tables, one item at a time or four: each sum is a chain of additions in the order of m, and four chains take
 * hardly longer than one. Belongs to one thread.
 */
final class FloatScores {
    private CodeBlocks layout;
    private float[] table;

    /** @param products (D, K), kept */
    void load(CodeBlocks blocks, float[] products) {
        layout = blocks;
        table = products;
    }

    float score(CodeList list, int i, float product) {
        int place = list.place(i);
        int stride = layout.stride();
        int mask = layout.mask();
        int shift = layout.shift(place);
        byte[] codes = list.codes();
        float sum = 0;
        for (int row = 0, at = layout.first(place); row < table.length; row += layout.centroids(), at += stride) {
            sum += table[row + (codes[at] >>> shift & mask)];
        }
        return finish(list, place, product + sum);
    }

    /**
     * Scores of four candidates.
     *
     * @param from the first one's number among them
     * @param lists by slot
     * @param products by slot, with the lists' centroids
     * @param out four scores
     */
    void four(Candidates candidates, int from, CodeList[] lists, float[] products, float[] out) {
        CodeList listA = lists[candidates.slot(from)];
        CodeList listB = lists[candidates.slot(from + 1)];
        CodeList listC = lists[candidates.slot(from + 2)];
        CodeList listD = lists[candidates.slot(from + 3)];
        int a = listA.place(candidates.item(from));
        int b = listB.place(candidates.item(from + 1));
        int c = listC.place(candidates.item(from + 2));
        int d = listD.place(candidates.item(from + 3));
        sum(listA, a, listB, b, listC, c, listD, d, out);
        out[0] = finish(listA, a, products[candidates.slot(from)] + out[0]);
        out[1] = finish(listB, b, products[candidates.slot(from + 1)] + out[1]);
        out[2] = finish(listC, c, products[candidates.slot(from + 2)] + out[2]);
        out[3] = finish(listD, d, products[candidates.slot(from + 3)] + out[3]);
    }

    private void sum(
            CodeList listA, int a, CodeList listB, int b, CodeList listC, int c, CodeList listD, int d, float[] out) {
        byte[] codesA = listA.codes();
        byte[] codesB = listB.codes();
        byte[] codesC = listC.codes();
        byte[] codesD = listD.codes();
        int atA = layout.first(a);
        int atB = layout.first(b);
        int atC = layout.first(c);
        int atD = layout.first(d);
        int shiftA = layout.shift(a);
        int shiftB = layout.shift(b);
        int shiftC = layout.shift(c);
        int shiftD = layout.shift(d);
        int mask = layout.mask();
        int stride = layout.stride();
        int centroids = layout.centroids();
        float sumA = 0;
        float sumB = 0;
        float sumC = 0;
        float sumD = 0;
        for (int row = 0, m = 0; row < table.length; row += centroids, m += stride) {
            sumA += table[row + (codesA[atA + m] >>> shiftA & mask)];
            sumB += table[row + (codesB[atB + m] >>> shiftB & mask)];
            sumC += table[row + (codesC[atC + m] >>> shiftC & mask)];
            sumD += table[row + (codesD[atD + m] >>> shiftD & mask)];
        }
        out[0] = sumA;
        out[1] = sumB;
        out[2] = sumC;
        out[3] = sumD;
    }

    private static float finish(CodeList list, int place, float product) {
        return Math.fma(product, list.factors()[place], list.addends()[place]);
    }
}
