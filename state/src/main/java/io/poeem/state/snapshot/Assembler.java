package io.poeem.state.snapshot;

import io.poeem.schemas.IndexChunk;
import io.poeem.schemas.IndexManifest;
import io.poeem.state.image.IndexDelta;

/**
 * Chunks in any order, duplicated, of several versions interleaved, to a version that is whole or not at all. For one thread.
 *
 * <p>Memory is bounded by bytes and by the number of versions whose chunks are held; beyond either, the version that was longest without
 * a new chunk is forgotten, and asking for it is {@link SnapshotException.Incomplete}.
 */
public final class Assembler {
    public Assembler(String index, long maxBytes, int maxVersions) {
        throw new UnsupportedOperationException();
    }

    /** Keeps a chunk, unless it is of another index, held already, or of a version that was let go. */
    public void add(IndexChunk chunk) {
        throw new UnsupportedOperationException();
    }

    /** Whether every chunk of the manifest is here with the hash that it names. */
    public boolean isComplete(IndexManifest manifest) {
        throw new UnsupportedOperationException();
    }

    /**
     * The version, verified as a whole. May be asked again and again; chunks stay until {@link #discardThrough}.
     *
     * @throws SnapshotException.Incomplete if chunks are missing: add them and ask again
     */
    public IndexDelta assemble(IndexManifest manifest) throws SnapshotException {
        throw new UnsupportedOperationException();
    }

    /** Lets go of all versions up to this one; their chunks are ignored from now on. */
    public void discardThrough(long version) {
        throw new UnsupportedOperationException();
    }

    public long heldBytes() {
        throw new UnsupportedOperationException();
    }
}
