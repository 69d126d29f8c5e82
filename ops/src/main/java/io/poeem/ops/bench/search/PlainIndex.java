package io.poeem.ops.bench.search;

import io.poeem.state.kernel.Kernels;
import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Shape;
import io.poeem.state.quantize.QueryTables;
import io.poeem.state.scan.CodeBlocks;
import io.poeem.state.scan.CodeList;

/** Vectors as codes in inverted lists. Immutable; for any number of threads, each with a {@link PlainSearch} of its own. */
final class PlainIndex {
    private final Shape shape;
    private final CodeBlocks layout;
    private final CodeList[] lists;
    private final float[] listFactors;
    private final float[] listAddends;
    private final QueryTables tables;
    private final int size;

    private PlainIndex(Codebooks codebooks, Metric metric, CodeBlocks layout, CodeList[] lists, int size) {
        this.shape = codebooks.shape();
        this.layout = layout;
        this.lists = lists;
        this.size = size;
        this.tables = new QueryTables(codebooks, Kernels.best());
        this.listFactors = new float[lists.length];
        this.listAddends = new float[lists.length];
        for (int c = 0; c < lists.length; c++) {
            float squaredNorm = squaredNorm(codebooks.coarse(), c * shape.dims(), shape.dims());
            listFactors[c] = metric.listFactor(squaredNorm);
            listAddends[c] = metric.listAddend(squaredNorm);
        }
    }

    /**
     * Lays items out by counting sort over their lists.
     *
     * @param coarse (n), each item's list
     * @param codes (n, D)
     * @param squaredNorms (n), ‖T(x)‖²
     */
    static PlainIndex of(Codebooks codebooks, Metric metric, int[] coarse, byte[] codes, float[] squaredNorms) {
        Shape shape = codebooks.shape();
        CodeBlocks layout = new CodeBlocks(shape.subspaces(), shape.centroids());
        int[] sizes = new int[shape.coarse()];
        for (int c : coarse) {
            sizes[c]++;
        }
        CodeList[] lists = new CodeList[shape.coarse()];
        for (int c = 0; c < lists.length; c++) {
            int room = CodeBlocks.padded(sizes[c]);
            lists[c] = new CodeList(
                    new byte[layout.bytes(sizes[c])], new float[room], new float[room], new int[room], 0, sizes[c]);
        }
        int[] filled = new int[lists.length];
        for (int i = 0; i < coarse.length; i++) {
            CodeList list = lists[coarse[i]];
            int place = filled[coarse[i]]++;
            layout.write(list.codes(), place, codes, i * shape.subspaces());
            list.factors()[place] = metric.factor();
            list.addends()[place] = metric.addend(squaredNorms[i]);
            list.numbers()[place] = i;
        }
        return new PlainIndex(codebooks, metric, layout, lists, coarse.length);
    }

    static float squaredNorm(float[] x, int from, int n) {
        return Kernels.best().dot(x, from, x, from, n);
    }

    Shape shape() {
        return shape;
    }

    CodeBlocks layout() {
        return layout;
    }

    CodeList list(int c) {
        return lists[c];
    }

    /** (J): with the addends, what makes of a product with a list's centroid how near the list is. */
    float[] listFactors() {
        return listFactors;
    }

    /** (J). */
    float[] listAddends() {
        return listAddends;
    }

    QueryTables tables() {
        return tables;
    }

    int size() {
        return size;
    }
}
