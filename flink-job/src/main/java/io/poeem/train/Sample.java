package io.poeem.train;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** The item embeddings that the warm start begins from, in the order of their clicks. */
final class Sample {

    private final int wanted;
    private final int dims;
    private float[] rows = {};
    private int size;

    Sample(int wanted, int dims) {
        this.wanted = wanted;
        this.dims = dims;
    }

    /** Adds the first rows of {@code x}, (n, d), that are still wanted; returns whether that is all. */
    boolean add(float[] x, int n) {
        int taken = Math.min(n, wanted - size);
        int needed = (size + taken) * dims;
        if (needed > rows.length) {
            rows = Arrays.copyOf(rows, Math.min(wanted * dims, Math.max(needed, 2 * rows.length)));
        }
        System.arraycopy(x, 0, rows, size * dims, taken * dims);
        size += taken;
        return size == wanted;
    }

    /** (size, d), and perhaps more behind. */
    float[] rows() {
        return rows;
    }

    int size() {
        return size;
    }

    void clear() {
        rows = new float[0];
        size = 0;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(size);
        for (int i = 0; i < size * dims; i++) {
            out.writeFloat(rows[i]);
        }
    }

    void read(DataInput in) throws IOException {
        size = in.readInt();
        if (size < 0 || size > wanted) {
            throw new IOException("sample of " + size + " embeddings: warmstart.sample is " + wanted);
        }
        rows = new float[size * dims];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = in.readFloat();
        }
    }
}
