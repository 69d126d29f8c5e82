package io.poeem.ops.bench.search;

import io.poeem.state.scan.ListScan;
import io.poeem.state.scan.NearestLists;

/** Searches a {@link PlainIndex}: the nearest lists, and in them the nearest items. Belongs to one thread; a query allocates nothing. */
final class PlainSearch {
    private final PlainIndex index;
    private final ListScan scan = new ListScan();
    private final NearestLists nearest = new NearestLists();
    private final float[] query;
    private final float[] products;
    private final float[] nearness;
    private final float[] table;
    private final int[] chosen;
    private long scanned;

    PlainSearch(PlainIndex index) {
        this.index = index;
        this.query = new float[index.shape().dims()];
        this.products = new float[index.shape().coarse()];
        this.nearness = new float[products.length];
        this.table = new float[index.shape().subspaces() * index.shape().centroids()];
        this.chosen = new int[products.length];
    }

    /**
     * @param x the query at {@code from}
     * @param numbers receives up to k items, the nearest first
     * @return how many there are
     */
    int search(float[] x, int from, int nprobe, int k, int[] numbers, float[] scores) {
        System.arraycopy(x, from, query, 0, query.length);
        index.tables().coarse(query, products);
        index.tables().subspaces(query, table);
        int lists = choose(nprobe);
        scan.begin(index.layout(), table, k, null);
        for (int i = 0; i < lists; i++) {
            scan.list(index.list(chosen[i]), products[chosen[i]]);
        }
        scanned += scan.scanned();
        return scan.finish(numbers, scores);
    }

    private int choose(int nprobe) {
        float[] factors = index.listFactors();
        float[] addends = index.listAddends();
        for (int c = 0; c < products.length; c++) {
            nearness[c] = Math.fma(factors[c], products[c], addends[c]);
        }
        return nearest.choose(nearness, nprobe, chosen);
    }

    /** Items scanned by all queries so far. */
    long scanned() {
        return scanned;
    }
}
