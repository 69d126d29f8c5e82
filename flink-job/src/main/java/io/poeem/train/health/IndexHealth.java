package io.poeem.train.health;

import io.poeem.state.model.Shape;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/**
 * What the index holds, as published: every item counts once, however often it is clicked.
 *
 * <p>Counts follow each item that is encoded anew or leaves, so that they are exact with every version at the cost of what
 * changed; they are state, and all that is. The other figures are of one version: lengths over what it wrote, and the
 * number of different codes where it wrote everything, in full versions.
 */
public final class IndexHealth {

    private final Shape shape;
    private final CodeCounts items;
    private final Lengths decoded = new Lengths();
    private final Lengths rows = new Lengths();
    private UniqueCodes unique;

    public IndexHealth(Shape shape) {
        this.shape = shape;
        items = new CodeCounts(shape);
    }

    /** Starts a version. */
    public void begin(boolean full) {
        decoded.clear();
        rows.clear();
        unique = full ? new UniqueCodes() : null;
    }

    /** An item's code is in the index from now on; k is D bytes from {@code at} on. */
    public void entered(int c, byte[] k, int at) {
        items.add(c, k, at);
    }

    /** An item's code is no longer in the index. */
    public void left(int c, byte[] k, int at) {
        items.remove(c, k, at);
    }

    /** An item's own row, of this length, was encoded. */
    public void encoded(double rowLength) {
        rows.add(rowLength);
    }

    /** The version holds an item with this code and |T(x)|. */
    public void wrote(int c, byte[] k, int at, double length) {
        decoded.add(length);
        if (unique != null) {
            unique.add(c, k, at, shape.subspaces());
        }
    }

    /** Puts the figures of the version begun last, under {@code index.}. */
    public void addTo(Map<String, Double> health) {
        items.addTo(health, "index.");
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int size : items.coarse()) {
            least = Math.min(least, size);
            most = Math.max(most, size);
        }
        health.put("index.smallest_list", (double) least);
        health.put("index.largest_list", (double) most);
        decoded.addTo(health, "index.decoded_norm");
        rows.addTo(health, "index.row_norm");
        if (unique != null) {
            health.put("index.unique_codes", (double) unique.count());
        }
    }

    /** Takes over the items that another counted. */
    public void join(IndexHealth other) {
        items.add(other.items);
    }

    public void write(DataOutput out) throws IOException {
        items.write(out);
    }

    public void read(DataInput in) throws IOException {
        items.read(in);
    }
}
