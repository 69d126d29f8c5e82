package io.poeem.state.image;

import io.poeem.state.model.Model;

/** An index at one version. Immutable. */
public final class IndexImage {
    public static IndexImage empty() {
        throw new UnsupportedOperationException();
    }

    public boolean isEmpty() {
        throw new UnsupportedOperationException();
    }

    public long version() {
        throw new UnsupportedOperationException();
    }

    public long trainedThrough() {
        throw new UnsupportedOperationException();
    }

    public Model model() {
        throw new UnsupportedOperationException();
    }

    public TokenRows tokens() {
        throw new UnsupportedOperationException();
    }

    public Items items() {
        throw new UnsupportedOperationException();
    }

    /** The image after a delta whose base is this version, or after a full version, whatever this is. */
    public IndexImage apply(IndexDelta delta) {
        throw new UnsupportedOperationException();
    }

    /** 32 bytes over the canonical form of the content; provenance and vectors left out. */
    public byte[] contentSha256() {
        throw new UnsupportedOperationException();
    }
}
