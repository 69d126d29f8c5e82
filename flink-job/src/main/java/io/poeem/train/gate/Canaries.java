package io.poeem.train.gate;

import io.poeem.train.rows.ItemTable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The last examples that were trained on: their queries as the towers made them, and their items.
 *
 * <p>A query is kept as it was when its batch came, just before the towers learned from it: so it shows what the towers do
 * now, at no cost but a copy. Items are kept by id and are embedded and encoded anew whenever a version is judged.
 *
 * <p>Its bytes, big-endian: number (4), of each, the oldest first, 4 bytes of length and the id in UTF-8, then d floats. A
 * state with more of them than are wanted now gives its newest.
 */
public final class Canaries {

    private final int dims;
    private final String[] items;
    private final float[] queries;
    private int size;
    private int next;

    /**
     * @param wanted how many to keep; 0: none
     * @param dims d
     */
    public Canaries(int wanted, int dims) {
        this.dims = dims;
        items = new String[wanted];
        queries = new float[Math.multiplyExact(wanted, dims)];
    }

    /**
     * Keeps a batch's examples with a weight above 0, as far as they are among the last.
     *
     * @param unitQueries q̂, (n, d)
     * @param slots pinned slots of the items, (n)
     */
    public void add(float[] unitQueries, ItemTable table, int[] slots, float[] weights, int n) {
        for (int i = Math.max(0, n - items.length); i < n; i++) {
            if (weights[i] > 0) {
                add(table.key(slots[i]), unitQueries, i * dims);
            }
        }
    }

    private void add(String item, float[] query, int from) {
        items[next] = item;
        System.arraycopy(query, from, queries, next * dims, dims);
        next = (next + 1) % items.length;
        size = Math.min(size + 1, items.length);
    }

    /** Takes over those of the items that {@code own} names, of several others, the newest of each last. */
    public void addAll(List<Canaries> others, Predicate<String> own) {
        int most = others.stream().mapToInt(Canaries::size).max().orElse(0);
        float[] query = new float[dims];
        for (int i = 0; i < most; i++) {
            for (Canaries other : others) {
                int at = i - (most - other.size);
                if (at >= 0 && items.length > 0 && own.test(other.item(at))) {
                    other.query(at, query, 0);
                    add(other.item(at), query, 0);
                }
            }
        }
    }

    /** How many there are. */
    int size() {
        return size;
    }

    /** Whether there are as many as wanted; never where none are. */
    public boolean areComplete() {
        return size > 0 && size == items.length;
    }

    /** The id of canary i's item, the oldest first. */
    String item(int i) {
        return items[at(i)];
    }

    /** Copies canary i's q̂. */
    void query(int i, float[] out, int to) {
        System.arraycopy(queries, at(i) * dims, out, to, dims);
    }

    private int at(int i) {
        return (next - size + i + items.length) % items.length;
    }

    public void write(DataOutput out) throws IOException {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            byte[] id = item(i).getBytes(StandardCharsets.UTF_8);
            out.writeInt(id.length);
            out.write(id);
            for (int j = at(i) * dims; j < (at(i) + 1) * dims; j++) {
                out.writeFloat(queries[j]);
            }
        }
    }

    /**
     * @param remaining bytes of the input, which bound what is allocated
     */
    public void read(DataInput in, int remaining) throws IOException {
        size = 0;
        next = 0;
        Arrays.fill(items, null);
        int stored = in.readInt();
        float[] query = new float[dims];
        for (int i = 0; i < stored; i++) {
            int length = in.readInt();
            if (length < 0 || length > remaining) {
                throw new IOException("canary " + i + " of " + stored + ": id of " + length + " bytes where at most "
                        + remaining + " remain");
            }
            byte[] id = new byte[length];
            in.readFully(id);
            for (int j = 0; j < dims; j++) {
                query[j] = in.readFloat();
            }
            if (items.length > 0) {
                add(new String(id, StandardCharsets.UTF_8), query, 0);
            }
        }
    }
}
