package io.poeem.state.snapshot;

import io.poeem.schemas.ChunkRef;
import io.poeem.schemas.IndexChunk;
import io.poeem.state.model.Model;
import io.poeem.state.model.ModelBytes;
import io.poeem.state.model.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The trainer's side of a version: takes rows in any order, cuts them into chunks and remembers the chunks' hashes for the manifest.
 * Holds at most one open chunk of each kind.
 *
 * <p>Refuses what a reader would refuse: values that are not finite, codes out of range. A token, an item or a vector is given at most
 * once per version, and not removed as well; vectors are given for all items of the version or for none. The same calls give the same
 * bytes.
 */
public final class VersionWriter {
    public static final int MIN_CHUNK_BYTES = 256;
    /** An untouched broker takes records of 1 MiB. */
    public static final int MAX_CHUNK_BYTES = 900 << 10;

    /** Avro's header, five numbers and the payload's length take less. */
    private static final int ENVELOPE = 64;

    private static final int LARGEST = Float.floatToRawIntBits(Float.MAX_VALUE);

    private final String index;
    private final long version;
    private final int part;
    private final Shape shape;
    private final int payloadBytes;
    private final Consumer<IndexChunk> out;
    private final List<ChunkRef> refs = new ArrayList<>();
    private final KeyedPayload tokens;
    private final KeyedPayload items;
    private final KeyedPayload vectors;
    private final KeyedPayload removed;
    private boolean hasModel;
    private boolean finished;

    /**
     * @param part this writer's number among the writers of the version
     * @param chunkBytes a chunk's encoded record is no longer than this
     * @param out gets every chunk when it is full, in the order of its sequence
     */
    public VersionWriter(String index, long version, int part, Shape shape, int chunkBytes, Consumer<IndexChunk> out) {
        if (chunkBytes < MIN_CHUNK_BYTES || chunkBytes > MAX_CHUNK_BYTES) {
            throw new IllegalArgumentException("chunks of " + chunkBytes + " bytes; they must have from "
                    + MIN_CHUNK_BYTES + " to " + MAX_CHUNK_BYTES);
        }
        this.index = index;
        this.version = version;
        this.part = part;
        this.shape = shape;
        this.payloadBytes = chunkBytes - ENVELOPE - KeyedPayload.key("index name", index).length;
        this.out = out;
        this.tokens = new KeyedPayload(ChunkKind.TOKENS, shape.dims(), 1);
        this.items = new KeyedPayload(ChunkKind.ITEMS, shape.subspaces(), 4);
        this.vectors = new KeyedPayload(ChunkKind.VECTORS, shape.dims(), 1);
        this.removed = new KeyedPayload(ChunkKind.REMOVED, 1, 1);
    }

    /** Bytes that a chunk must have for one token or vector, whose key takes {@code keyBytes} and whose row {@code dims} floats. */
    public static int bytesOfOne(String index, int keyBytes, int dims) {
        return ENVELOPE
                + KeyedPayload.key("index name", index).length
                + KeyedPayload.EMPTY
                + entryBytes(keyBytes, Math.max(4 * dims, 2 + dims + 8));
    }

    /** Once per version, by the writer of part 0. */
    public void model(Model model) {
        if (hasModel) {
            throw new IllegalStateException("version " + version + " has a model already");
        }
        if (!model.shape().equals(shape)) {
            throw new IllegalArgumentException("model of " + model.shape() + " in a version of " + shape);
        }
        hasModel = true;
        byte[] bytes = ModelBytes.write(model);
        ModelSlices.cut(bytes, ModelBytes.format(model), payloadBytes, payload -> emit(ChunkKind.MODEL, payload));
    }

    /** @param row d floats from {@code offset}, finite */
    public void token(String token, float[] row, int offset) {
        requireFinite("row of token " + token, row, offset);
        entry(tokens, "token", token, 4 * shape.dims()).column(0).floats(row, offset, shape.dims());
    }

    /**
     * @param coarse c, in [0, J)
     * @param codes D unsigned bytes from {@code codesOffset}, each below K
     * @param norm ‖T(x)‖, finite, not negative
     * @param logCount L, finite; an item without clicks takes a floor
     */
    public void item(String id, int coarse, byte[] codes, int codesOffset, float norm, float logCount) {
        ItemRules.require(id, shape, coarse, codes, codesOffset, norm, logCount);
        KeyedPayload entry = entry(items, "item id", id, 2 + shape.subspaces() + 8);
        entry.column(0).u16(coarse);
        entry.column(1).bytes(codes, codesOffset, shape.subspaces());
        entry.column(2).f32(norm);
        entry.column(3).f32(logCount);
    }

    /** @param x d floats from {@code offset}, finite */
    public void vector(String id, float[] x, int offset) {
        requireFinite("vector of item " + id, x, offset);
        entry(vectors, "item id", id, 4 * shape.dims()).column(0).floats(x, offset, shape.dims());
    }

    public void removedItem(String id) {
        entry(removed, "item id", id, 1).column(0).u8(RemovedKeys.ITEM);
    }

    public void removedToken(String token) {
        entry(removed, "token", token, 1).column(0).u8(RemovedKeys.TOKEN);
    }

    /**
     * Emits what is still open. The writer is of no use afterwards.
     *
     * @return this writer's chunks for the manifest
     */
    public List<ChunkRef> finish() {
        if (finished || part == 0 && !hasModel) {
            throw new IllegalStateException(
                    "version " + version + (finished ? " is finished already" : " has no model; call model first"));
        }
        finished = true;
        for (KeyedPayload open : List.of(tokens, items, vectors, removed)) {
            if (!open.isEmpty()) {
                emit(open.kind, open.takePayload());
            }
        }
        return List.copyOf(refs);
    }

    private KeyedPayload entry(KeyedPayload open, String what, String text, int columnBytes) {
        byte[] key = KeyedPayload.key(what, text);
        int needed = entryBytes(key.length, columnBytes);
        if (open.size() + needed > payloadBytes && !open.isEmpty()) {
            emit(open.kind, open.takePayload());
        }
        if (open.size() + needed > payloadBytes) {
            throw new IllegalArgumentException(what + " of " + key.length + " bytes needs " + needed
                    + " bytes, a chunk has room for " + (payloadBytes - open.size()) + "; raise the chunks' size");
        }
        open.add(key);
        return open;
    }

    private static int entryBytes(int keyBytes, int columnBytes) {
        return 2 + keyBytes + columnBytes;
    }

    private void emit(int kind, byte[] payload) {
        IndexChunk chunk = new IndexChunk(index, version, part, refs.size(), kind, ByteBuffer.wrap(payload));
        refs.add(new ChunkRef(part, refs.size(), kind, payload.length, ChunkHash.of(chunk)));
        out.accept(chunk);
    }

    private void requireFinite(String what, float[] values, int offset) {
        int beyond = 0; // below 0 as soon as one has bits above those of the largest number; no branch, as all pass
        for (int i = 0; i < shape.dims(); i++) {
            beyond |= LARGEST - (Float.floatToRawIntBits(values[offset + i]) & Integer.MAX_VALUE);
        }
        for (int i = 0; beyond < 0 && i < shape.dims(); i++) {
            if (!Float.isFinite(values[offset + i])) {
                throw new IllegalArgumentException(
                        what + " holds " + values[offset + i] + " at " + i + "; a version takes finite numbers only");
            }
        }
    }
}
