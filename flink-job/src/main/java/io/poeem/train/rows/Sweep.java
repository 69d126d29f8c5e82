package io.poeem.train.rows;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.List;

/**
 * One walk over rows, cached or not, in an order that the cache has no part in: by slice, then by key.
 *
 * <p>Where everything is cached, the store is not read. Otherwise the rows of a wanted slice that are not cached are held
 * in memory, as bytes, while that slice is walked: 1/64 of the store. No row is cached or evicted during the walk but those
 * that it brings itself, so slots noted at its begin stay good.
 */
final class Sweep {

    private final RowTable table;
    private final RowStore store;
    private final long wanted;
    private final IntArrayList[] cached = new IntArrayList[Slices.COUNT];
    private final List<List<String>> touchedElsewhere = new ArrayList<>(Slices.COUNT);
    private final KeyOrder order = new KeyOrder();
    private final List<Stored> stored = new ArrayList<>();
    private final int[] block = new int[RowVisitor.BLOCK];

    /** A row that is not cached; bytes are null while they are still to be read. */
    private record Stored(String key, byte[] row) {}

    Sweep(RowTable table, RowStore store, long wanted) {
        this.table = table;
        this.store = store;
        this.wanted = wanted;
        for (int slice = 0; slice < Slices.COUNT; slice++) {
            cached[slice] = new IntArrayList();
            touchedElsewhere.add(new ArrayList<>());
        }
    }

    void run(RowVisitor visitor) {
        boolean allCached = table.allCached();
        noteCached();
        noteTouchedElsewhere();
        for (int slice = 0; slice < Slices.COUNT; slice++) {
            order.clear();
            stored.clear();
            for (int i = 0; i < cached[slice].size(); i++) {
                int slot = cached[slice].getInt(i);
                order.add(table.key(slot), slot);
            }
            touchedElsewhere.get(slice).forEach(key -> add(key, null));
            if (!allCached && isWanted(slice)) {
                read(slice);
            }
            order.sort();
            walk(visitor);
        }
    }

    private boolean isWanted(int slice) {
        return (wanted >>> slice & 1) != 0;
    }

    private void noteCached() {
        for (int slot = 0, n = table.usedSlots(); slot < n; slot++) {
            int slice = table.slice(slot);
            if ((table.isTouched(slot) || isWanted(slice)) && table.isCached(slot)) {
                cached[slice].add(slot);
            }
        }
    }

    private void noteTouchedElsewhere() {
        for (String key : table.touchedElsewhere()) {
            int slice = Slices.of(key);
            if (!isWanted(slice)) {
                touchedElsewhere.get(slice).add(key);
            }
        }
    }

    private void read(int slice) {
        store.forEach(slice, (key, row) -> {
            if (table.find(key) < 0) {
                add(key, row);
            }
        });
    }

    /** Stored rows are numbered -1, -2, … in the order. */
    private void add(String key, byte[] row) {
        stored.add(new Stored(key, row));
        order.add(key, -stored.size());
    }

    private void walk(RowVisitor visitor) {
        for (int from = 0; from < order.size(); from += block.length) {
            int n = Math.min(block.length, order.size() - from);
            for (int i = 0; i < n; i++) {
                block[i] = pin(order.row(from + i));
            }
            visitor.visit(block, n);
            table.release();
        }
    }

    private int pin(int row) {
        if (row >= 0) {
            return table.pin(row);
        }
        Stored one = stored.set(-row - 1, null); // its bytes are not needed twice
        return table.pinTemporarily(one.key(), one.row() != null ? one.row() : store.get(one.key()));
    }
}
