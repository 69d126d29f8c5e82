package io.poeem.state.snapshot;

import io.poeem.schemas.IndexChunk;
import io.poeem.state.bytes.ByteReader;
import io.poeem.state.image.ItemsBuilder;
import io.poeem.state.image.TokenRows;
import io.poeem.state.model.Model;
import io.poeem.state.model.Shape;
import java.util.function.IntConsumer;

/** Payloads of one version, read into values. The model was read first: it says how wide everything is. */
final class VersionContent {
    final TokenRows.Builder tokens = new TokenRows.Builder();
    final ItemsBuilder items;
    final RemovedKeys removed = new RemovedKeys();
    private final Shape shape;

    VersionContent(Model model) {
        this.shape = model.shape();
        this.items = new ItemsBuilder(shape.dims(), shape.subspaces());
    }

    /** @throws IllegalArgumentException if the payload contradicts its format or the model's shape */
    void read(IndexChunk chunk) throws SnapshotException {
        ByteReader in = new ByteReader(chunk.getPayload());
        int kind = chunk.getKind();
        switch (kind) {
            case ChunkKind.TOKENS -> {
                Format.read(in, kind);
                readTokens(in);
            }
            case ChunkKind.ITEMS -> {
                Format.read(in, kind);
                readItems(in);
            }
            case ChunkKind.VECTORS -> {
                Format.read(in, kind);
                readVectors(in);
            }
            case ChunkKind.REMOVED -> {
                Format.read(in, kind);
                readRemoved(in);
            }
            default -> {} // MODEL was read before; of a kind that came after us the hash is enough
        }
    }

    private void readTokens(ByteReader in) {
        int d = shape.dims();
        String[] keys = keys(in, d, 4 * d);
        for (String key : keys) {
            tokens.add(key, in.floats(d, "row"));
        }
        in.requireEnd();
    }

    private void readItems(ByteReader in) {
        int subspaces = shape.subspaces();
        String[] ids = keys(in, subspaces, 2 + subspaces + 8);
        int n = ids.length;
        in.require(n, 2 + subspaces + 8, "items");
        int[] coarse = new int[n];
        each(n, i -> coarse[i] = in.u16());
        byte[] codes = in.bytes((long) n * subspaces, "codes");
        float[] norms = in.floats(n, "norms");
        float[] logCounts = in.floats(n, "log counts");
        in.requireEnd();
        for (int i = 0; i < n; i++) {
            ItemRules.require(ids[i], shape, coarse[i], codes, i * subspaces, norms[i], logCounts[i]);
            items.add(ids[i], coarse[i], codes, i * subspaces, norms[i], logCounts[i]);
        }
    }

    private void readVectors(ByteReader in) {
        int d = shape.dims();
        String[] ids = keys(in, d, 4 * d);
        float[] x = in.floats((long) ids.length * d, "vectors");
        in.requireEnd();
        for (int i = 0; i < ids.length; i++) {
            items.vector(ids[i], x, i * d);
        }
    }

    private void readRemoved(ByteReader in) {
        String[] keys = keys(in, 1, 1);
        for (String key : keys) {
            removed.add(in.u8(), key);
        }
        in.requireEnd();
    }

    /** Count, width, lengths and keys; the columns follow. */
    private static String[] keys(ByteReader in, int width, int columnBytes) {
        int n = in.i32();
        int found = in.i32();
        if (found != width) {
            throw new IllegalArgumentException("entries are " + found + " wide, the model's shape says " + width);
        }
        in.require(n, 2 + 1 + columnBytes, "entries");
        int[] lengths = new int[n];
        each(n, i -> lengths[i] = in.u16());
        String[] keys = new String[n];
        for (int i = 0; i < n; i++) {
            if (lengths[i] == 0) {
                throw new IllegalArgumentException("key " + i + " of " + n + " is empty");
            }
            keys[i] = in.text(lengths[i]);
        }
        return keys;
    }

    private static void each(int n, IntConsumer body) {
        for (int i = 0; i < n; i++) {
            body.accept(i);
        }
    }
}
