package io.poeem.train.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** A store on the heap, for experiments and benchmarks that need no recovery: one sorted map per slice. */
public final class HeapRowStore implements RowStore {

    private final List<TreeMap<String, byte[]>> slices = new ArrayList<>(Slices.COUNT);

    /** An empty store. */
    public HeapRowStore() {
        for (int slice = 0; slice < Slices.COUNT; slice++) {
            slices.add(new TreeMap<>());
        }
    }

    /** A store with another's rows; the two change independently from then on. */
    public HeapRowStore(HeapRowStore other) {
        for (TreeMap<String, byte[]> slice : other.slices) {
            slices.add(new TreeMap<>(slice));
        }
    }

    @Override
    public byte[] get(String key) {
        return slices.get(Slices.of(key)).get(key);
    }

    @Override
    public void put(String key, byte[] row) {
        slices.get(Slices.of(key)).put(key, row);
    }

    @Override
    public void putAll(int slice, Map<String, byte[]> rows) {
        slices.get(slice).putAll(rows);
    }

    @Override
    public void remove(String key) {
        slices.get(Slices.of(key)).remove(key);
    }

    @Override
    public void forEach(int slice, BiConsumer<String, byte[]> visitor) {
        slices.get(slice).forEach(visitor);
    }

    /** The number of rows. */
    public int size() {
        return slices.stream().mapToInt(TreeMap::size).sum();
    }
}
