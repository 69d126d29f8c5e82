package io.poeem.searcher;

import io.poeem.schemas.ChunkRef;
import io.poeem.schemas.IndexManifest;
import io.poeem.state.image.IndexImage;
import io.poeem.state.snapshot.ChunkKind;

/**
 * How much heap a version takes, before any of it is read: from the kinds and lengths of its chunks, which its manifest names
 * and the assembler holds them to. Where the manifest does not count items and tokens, each is taken for as small as its
 * format allows, so that there are as many as can be.
 */
final class HeapEstimate {

    /** While it is read, an item's id as a string and its places in arrays; then those in lists; without its code. */
    private static final long ITEM = 128;

    /** A token's string, the header of its row, its place in the table. */
    private static final long TOKEN = 96;

    /** The least that an entry takes in a chunk: the length of its key, a character, a value. */
    private static final long LEAST_ENTRY = 2 + 1 + 4;

    private HeapEstimate() {}

    /** Of what a version is made from: its chunks, and what they decode to. */
    static long ofChunks(IndexManifest manifest) {
        long bytes = 0;
        long items = 0;
        long tokens = 0;
        for (ChunkRef ref : manifest.getChunks()) {
            long length = ref.getLength();
            bytes += 3 * length;
            items += ref.getKind() == ChunkKind.ITEMS ? length / LEAST_ENTRY : 0;
            tokens += ref.getKind() == ChunkKind.TOKENS ? length / LEAST_ENTRY : 0;
        }
        return bytes
                + ITEM * Math.min(items, counted(manifest, "items"))
                + TOKEN * Math.min(tokens, counted(manifest, "tokens"));
    }

    /** Of an image that is there, and of a copy of what a delta may change in it: everything but the tokens' rows. */
    static long ofImage(IndexImage image) {
        if (image.isEmpty()) {
            return 0;
        }
        long dims = image.model().shape().dims();
        long vectors = image.lists().hasVectors() ? 4 * dims * image.size() : 0;
        long once = image.lists().bytes() + image.lists().idBytes() + vectors;
        return 2 * once + image.tokens().size() * (TOKEN + 4 * dims);
    }

    private static long counted(IndexManifest manifest, String what) {
        long count = manifest.getCounts().getOrDefault(what, Long.MAX_VALUE);
        return count < 0 ? Long.MAX_VALUE : count;
    }
}
