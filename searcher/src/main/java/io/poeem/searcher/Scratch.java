package io.poeem.searcher;

import io.poeem.state.image.ItemLists;
import io.poeem.state.model.Shape;
import io.poeem.state.scan.ListScan;
import io.poeem.state.scan.NearestLists;
import io.poeem.state.scan.TopK;
import java.util.Arrays;
import java.util.function.IntBinaryOperator;

/**
 * What a thread keeps between its queries, so that they allocate nothing but their answers. It fits the largest query so far, and holds
 * on to no version.
 */
final class Scratch {

    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    final ListScan scan = new ListScan();
    final ItemFilter filter = new ItemFilter();
    final QueryEncoder.Sums sums = new QueryEncoder.Sums();
    final NearestLists nearest = new NearestLists();
    final TopK top = new TopK(16);
    float[] query = {}; // (d)
    float[] rotated = {}; // (d)
    float[][] coarse = {}; // (heads, J)
    float[][] tables = {}; // (heads, D·K)
    float[] constants = {}; // (heads)
    float[] worths = {}; // (J)
    int[] chosen = {}; // (J), of which as many lists as were chosen
    boolean[] scanned = {}; // (J); all false between queries
    int[] numbers = {}; // (k)
    float[] scores = {}; // (k)
    long[] found = {}; // (heads · k)

    private ItemLists items;
    private boolean busy;
    final IntBinaryOperator byId = (a, b) -> items.compareIds(a, b);

    /** This thread's, or another one where a filter searches while its own query is under way. */
    static Scratch take(ItemLists items, Shape shape, int k) {
        Scratch scratch = OF_THREAD.get();
        if (scratch.busy) {
            scratch = new Scratch();
        }
        scratch.busy = true;
        scratch.items = items;
        scratch.fit(shape, k);
        return scratch;
    }

    void give() {
        items = null;
        filter.end();
        busy = false;
    }

    private void fit(Shape shape, int k) {
        if (query.length != shape.dims()) {
            query = new float[shape.dims()];
            rotated = new float[shape.dims()];
        }
        if (worths.length != shape.coarse()) {
            worths = new float[shape.coarse()];
            chosen = new int[shape.coarse()];
            scanned = new boolean[shape.coarse()];
        }
        if (numbers.length < k) {
            numbers = new int[k];
            scores = new float[k];
        }
    }

    /** Makes room for the products of a head, numbered from 0. */
    void fitHead(Shape shape, int head) {
        if (head == coarse.length) {
            coarse = Arrays.copyOf(coarse, head + 1);
            tables = Arrays.copyOf(tables, head + 1);
            constants = Arrays.copyOf(constants, head + 1);
        }
        if (coarse[head] == null || coarse[head].length != shape.coarse()) {
            coarse[head] = new float[shape.coarse()];
        }
        int products = shape.subspaces() * shape.centroids();
        if (tables[head] == null || tables[head].length != products) {
            tables[head] = new float[products];
        }
    }
}
