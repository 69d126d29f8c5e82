package io.poeem.train.codebook;

import io.poeem.state.model.Shape;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How many examples fell on each centroid since the last merge, and which were revived.
 *
 * <p>Its bytes, big-endian: J counts, then D·K (4 each), a revived centroid's as -1 - count.
 */
final class CentroidUses {

    private final Shape shape;
    private final int[] counts;
    private final boolean[] revived;

    CentroidUses(Shape shape) {
        this.shape = shape;
        counts = new int[shape.coarse() + shape.subspaces() * shape.centroids()];
        revived = new boolean[counts.length];
    }

    void add(int n, int[] c, byte[] k) {
        for (int i = 0, at = 0; i < n; i++) {
            counts[c[i]]++;
            for (int m = 0, book = shape.coarse(); m < shape.subspaces(); m++, book += shape.centroids()) {
                counts[book + (k[at++] & 0xff)]++;
            }
        }
    }

    void revived(int centroid) {
        revived[centroid] = true;
    }

    /** Examples of a centroid, coarse ones first; at least 1 of a revived one. */
    int count(int centroid) {
        return revived[centroid] ? Math.max(1, counts[centroid]) : counts[centroid];
    }

    boolean isRevived(int centroid) {
        return revived[centroid];
    }

    void clear() {
        Arrays.fill(counts, 0);
        Arrays.fill(revived, false);
    }

    void write(DataOutput out) throws IOException {
        for (int i = 0; i < counts.length; i++) {
            out.writeInt(revived[i] ? -1 - counts[i] : counts[i]);
        }
    }

    void read(DataInput in) throws IOException {
        for (int i = 0; i < counts.length; i++) {
            int count = in.readInt();
            revived[i] = count < 0;
            counts[i] = count < 0 ? -1 - count : count;
        }
    }
}
