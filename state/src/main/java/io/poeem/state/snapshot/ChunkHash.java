package io.poeem.state.snapshot;

import io.poeem.schemas.IndexChunk;
import io.poeem.state.bytes.ByteWriter;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** SHA-256 of a chunk's envelope and payload: a chunk that says something else of itself is another chunk. */
final class ChunkHash {
    private ChunkHash() {}

    static ByteBuffer of(IndexChunk chunk) {
        ByteBuffer payload = chunk.getPayload();
        ByteWriter envelope = new ByteWriter(128)
                .text(chunk.getIndex())
                .i64(chunk.getVersion())
                .i32(chunk.getPart())
                .i32(chunk.getSequence())
                .i32(chunk.getKind())
                .i32(payload.remaining());
        MessageDigest digest = Sha256.start();
        digest.update(envelope.view());
        digest.update(payload.duplicate());
        return ByteBuffer.wrap(digest.digest());
    }
}
