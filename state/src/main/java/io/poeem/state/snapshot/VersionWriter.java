package io.poeem.state.snapshot;

import io.poeem.schemas.ChunkRef;
import io.poeem.schemas.IndexChunk;
import io.poeem.state.model.Model;
import io.poeem.state.model.Shape;
import java.util.List;
import java.util.function.Consumer;

/**
 * The trainer's side of a version: takes rows in any order, cuts them into chunks and remembers the chunks' hashes for the manifest.
 * Holds at most one open chunk of each kind.
 *
 * <p>Refuses what a reader would refuse: values that are not finite, codes out of range. A token, an item or a vector is given at most
 * once per version; vectors are given for all items of the version or for none.
 */
public final class VersionWriter {
    public VersionWriter(String index, long version, int part, Shape shape, int chunkBytes, Consumer<IndexChunk> out) {
        throw new UnsupportedOperationException();
    }

    public void model(Model model) {
        throw new UnsupportedOperationException();
    }

    /** @param row (d) floats from {@code offset} */
    public void token(String token, float[] row, int offset) {
        throw new UnsupportedOperationException();
    }

    /**
     * @param codes D bytes from {@code codesOffset}
     * @param norm ‖T(x)‖, finite, not negative
     * @param logCount L, finite
     */
    public void item(String id, int coarse, byte[] codes, int codesOffset, float norm, float logCount) {
        throw new UnsupportedOperationException();
    }

    /** @param x (d) floats from {@code offset} */
    public void vector(String id, float[] x, int offset) {
        throw new UnsupportedOperationException();
    }

    public void removedItem(String id) {
        throw new UnsupportedOperationException();
    }

    public void removedToken(String token) {
        throw new UnsupportedOperationException();
    }

    /** Emits what is still open. The writer is of no use afterwards. */
    public List<ChunkRef> finish() {
        throw new UnsupportedOperationException();
    }
}
