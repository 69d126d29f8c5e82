package io.poeem.state.snapshot;

/** Kinds of chunks, as ints on the wire. Readers pass over kinds that they do not know, but their hashes must match all the same. */
public final class ChunkKind {
    /** A slice of the model: towers, rotation, codebooks, scalars. */
    public static final int MODEL = 1;
    /** Rows of query tokens. */
    public static final int TOKENS = 2;
    /** Id, coarse code, PQ code, norm and log count of items. */
    public static final int ITEMS = 3;
    /** Ids and tokens that have gone. */
    public static final int REMOVED = 4;
    /** Float embeddings of items. */
    public static final int VECTORS = 5;

    private ChunkKind() {}
}
