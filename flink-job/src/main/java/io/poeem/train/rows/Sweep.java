package io.poeem.train.rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One walk over rows, cached or not, in an order that the cache has no part in: by slice, then by key.
 *
 * <p>Where everything is cached, the store is not read. Otherwise the rows of a wanted slice that are not cached are held
 * in memory, as bytes, while that slice is walked: 1/64 of the store.
 */
final class Sweep {

    private final RowTable table;
    private final RowStore store;
    private final long wanted;
    private final List<List<String>> names = new ArrayList<>(Slices.COUNT);
    private final Map<String, byte[]> rows = new HashMap<>(); // looked up only
    private final int[] block = new int[RowVisitor.BLOCK];

    Sweep(RowTable table, RowStore store, long wanted) {
        this.table = table;
        this.store = store;
        this.wanted = wanted;
        for (int slice = 0; slice < Slices.COUNT; slice++) {
            names.add(new ArrayList<>());
        }
    }

    void run(RowVisitor visitor) {
        boolean allCached = table.allCached();
        nameCached();
        nameTouchedElsewhere();
        for (int slice = 0; slice < Slices.COUNT; slice++) {
            if (!allCached && isWanted(slice)) {
                read(slice);
            }
            walk(names.get(slice), visitor);
            names.get(slice).clear();
            rows.clear();
        }
    }

    private boolean isWanted(int slice) {
        return (wanted >>> slice & 1) != 0;
    }

    private void nameCached() {
        for (int slot = 0, n = table.usedSlots(); slot < n; slot++) {
            if (table.isCached(slot) && (table.isTouched(slot) || isWanted(table.slice(slot)))) {
                names.get(table.slice(slot)).add(table.key(slot));
            }
        }
    }

    private void nameTouchedElsewhere() {
        for (String key : table.touchedElsewhere()) {
            int slice = Slices.of(key);
            if (!isWanted(slice)) {
                names.get(slice).add(key);
            }
        }
    }

    private void read(int slice) {
        store.forEach(slice, (key, row) -> {
            if (table.find(key) < 0) {
                rows.put(key, row);
                names.get(slice).add(key);
            }
        });
    }

    private void walk(List<String> unsorted, RowVisitor visitor) {
        String[] sorted = unsorted.toArray(new String[0]);
        Arrays.sort(sorted);
        for (int from = 0; from < sorted.length; from += block.length) {
            int n = Math.min(block.length, sorted.length - from);
            for (int i = 0; i < n; i++) {
                block[i] = pin(sorted[from + i]);
            }
            visitor.visit(block, n);
            table.release();
        }
    }

    private int pin(String key) {
        int slot = table.find(key);
        if (slot >= 0) {
            return table.pin(slot);
        }
        byte[] row = rows.remove(key);
        return table.pinTemporarily(key, row != null ? row : store.get(key));
    }
}
