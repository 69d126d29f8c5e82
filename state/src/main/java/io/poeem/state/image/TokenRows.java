package io.poeem.state.image;

/** Rows of query tokens by ascending token. */
public final class TokenRows {
    public int size() {
        throw new UnsupportedOperationException();
    }

    public String token(int i) {
        throw new UnsupportedOperationException();
    }

    /** Row of position i, (d), shared: read only. */
    public float[] row(int i) {
        throw new UnsupportedOperationException();
    }

    /** Row of a token such as {@code hist=42}, (d), shared: read only; null if there is none. */
    public float[] row(String token) {
        throw new UnsupportedOperationException();
    }
}
