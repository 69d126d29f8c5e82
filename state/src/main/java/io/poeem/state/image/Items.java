package io.poeem.state.image;

/** Items by ascending id. */
public final class Items {
    public static Items empty() {
        throw new UnsupportedOperationException();
    }

    public int size() {
        throw new UnsupportedOperationException();
    }

    public String id(int i) {
        throw new UnsupportedOperationException();
    }

    /** Position of an id, or -1. */
    public int indexOf(String id) {
        throw new UnsupportedOperationException();
    }

    public int coarse(int i) {
        throw new UnsupportedOperationException();
    }

    public float norm(int i) {
        throw new UnsupportedOperationException();
    }

    public float logCount(int i) {
        throw new UnsupportedOperationException();
    }

    /** (n, D), shared: read only. */
    public byte[] codes() {
        throw new UnsupportedOperationException();
    }

    /** (n), shared: read only. */
    public int[] coarse() {
        throw new UnsupportedOperationException();
    }

    /** (n), ‖T(x_i)‖; shared: read only. */
    public float[] norms() {
        throw new UnsupportedOperationException();
    }

    /** (n), L_i; shared: read only. */
    public float[] logCounts() {
        throw new UnsupportedOperationException();
    }

    public boolean hasVectors() {
        throw new UnsupportedOperationException();
    }

    /** (n, d), the float embeddings x before quantization, where the trainer publishes them; shared: read only. */
    public float[] vectors() {
        throw new UnsupportedOperationException();
    }
}
