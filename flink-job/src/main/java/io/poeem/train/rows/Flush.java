package io.poeem.train.rows;

import it.unimi.dsi.fastutil.objects.Object2ObjectArrayMap;

/**
 * Writes a table's dirty rows to its store, slice by slice and many at a time: a store pays for each change of slice, and for each
 * call.
 */
final class Flush {

    private final RowTable table;
    private final RowStore store;

    Flush(RowTable table, RowStore store) {
        this.table = table;
        this.store = store;
    }

    void run() {
        int[] slots = dirtyBySlice();
        for (int from = 0, to; from < slots.length; from = to) {
            int slice = table.slice(slots[from]);
            to = from + 1;
            while (to < slots.length && to - from < RowVisitor.BLOCK && table.slice(slots[to]) == slice) {
                to++;
            }
            write(slice, slots, from, to);
        }
    }

    private int[] dirtyBySlice() {
        int[] starts = new int[Slices.COUNT + 1];
        for (int slot = 0, n = table.usedSlots(); slot < n; slot++) {
            if (table.isDirty(slot)) {
                starts[table.slice(slot) + 1]++;
            }
        }
        for (int slice = 0; slice < Slices.COUNT; slice++) {
            starts[slice + 1] += starts[slice];
        }
        int[] slots = new int[starts[Slices.COUNT]];
        for (int slot = 0, n = table.usedSlots(); slot < n; slot++) {
            if (table.isDirty(slot)) {
                slots[starts[table.slice(slot)]++] = slot;
            }
        }
        return slots;
    }

    private void write(int slice, int[] slots, int from, int to) {
        Object[] keys = new Object[to - from];
        Object[] rows = new Object[to - from];
        for (int i = from; i < to; i++) {
            keys[i - from] = table.key(slots[i]);
            rows[i - from] = table.encode(slots[i]);
            table.written(slots[i]);
        }
        store.putAll(slice, new Object2ObjectArrayMap<>(keys, rows));
    }
}
