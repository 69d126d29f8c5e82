package io.poeem.train.popularity;

import io.poeem.train.rows.HeapRowStore;
import io.poeem.train.rows.ItemTable;
import io.poeem.train.rows.RowInit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/** An estimate over items that are rows of a table of their own. */
final class Counting {

    private final PopularityOptions options;
    private final int cache;
    private HeapRowStore store = new HeapRowStore();
    private PopularityEstimate estimate;
    private ItemTable items;

    Counting(PopularityOptions options, int cache) {
        this.options = options;
        this.cache = cache;
        estimate = PopularityEstimate.of(options);
        items = table();
    }

    PopularityEstimate estimate() {
        return estimate;
    }

    void count(String item, float weight, long time) {
        int slot = items.acquire(item, time);
        estimate.count(items, slot, weight, time);
        items.release();
    }

    double logCount(String item) {
        int slot = items.peek(item);
        double logCount = estimate.logCount(items, slot);
        items.release();
        return logCount;
    }

    /** p̂. */
    double share(String item) {
        return Math.exp(logCount(item) - estimate.logTotal());
    }

    /** As a checkpoint would. */
    void restart() throws IOException {
        items.flush();
        long size = items.size();
        byte[] bytes = bytes();
        store = new HeapRowStore(store);
        estimate = PopularityEstimate.of(options);
        estimate.read(new DataInputStream(new ByteArrayInputStream(bytes)));
        items = table();
        items.restore(size, List.of());
    }

    byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        estimate.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private ItemTable table() {
        return new ItemTable(store, new RowInit(1, 2, 1), 2, 1, estimate.numbers(), cache);
    }
}
