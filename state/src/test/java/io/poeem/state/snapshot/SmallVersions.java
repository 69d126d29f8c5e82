package io.poeem.state.snapshot;

import io.poeem.schemas.ChunkRef;
import io.poeem.schemas.IndexChunk;
import io.poeem.schemas.IndexManifest;
import io.poeem.schemas.PartitionOffset;
import io.poeem.state.model.Model;
import io.poeem.state.model.Models;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Small versions as a trainer would write them, in chunks so short that every kind but REMOVED needs several. */
final class SmallVersions {
    static final String INDEX = "poeem";
    static final int CHUNK_BYTES = 256;
    private static final byte[] NO_HASH = {};

    /** A version's records. */
    record Version(IndexManifest manifest, byte[] encodedManifest, List<IndexChunk> chunks) {}

    private SmallVersions() {}

    /** Version 1, full: items and tokens 0 to 11. */
    static Version full() {
        return version(1, -1, Models.small(1, true), NO_HASH, writer -> {
            for (int i = 0; i < 12; i++) {
                entry(writer, i, 1);
            }
        });
    }

    /** Version 2, on 1: items 3 to 5 changed, 12 new, 0 gone. */
    static Version delta() {
        return version(2, 1, Models.small(2, true), Manifests.sha256(full().encodedManifest), writer -> {
            for (int i : new int[] {3, 4, 5, 12}) {
                entry(writer, i, 2);
            }
            writer.removedItem("item-0");
            writer.removedToken("hist=item-0");
        });
    }

    /** What version 1 with delta 2 comes to, written as a full version 2. */
    static Version fullOfDelta() {
        return version(2, -1, Models.small(2, true), NO_HASH, writer -> {
            for (int i = 12; i >= 1; i--) {
                entry(writer, i, i == 12 || i >= 3 && i <= 5 ? 2 : 1);
            }
        });
    }

    private static void entry(VersionWriter writer, int i, int version) {
        byte[] codes = {99, (byte) (i % 4), (byte) (version % 4)};
        writer.item("item-" + i, i % 3, codes, 1, 0.5f + i, version + 0.25f * i);
        writer.token("hist=item-" + i, new float[] {9, i, version, -i, 0.5f}, 1);
        writer.vector("item-" + i, new float[] {i, i, version, 1}, 0);
    }

    static Version version(long version, long base, Model model, byte[] previous, Consumer<VersionWriter> content) {
        List<IndexChunk> chunks = new ArrayList<>();
        VersionWriter writer = new VersionWriter(INDEX, version, 0, Models.SHAPE, CHUNK_BYTES, chunks::add);
        content.accept(writer);
        writer.model(model);
        return sealed(manifest(version, base, writer.finish(), previous), chunks);
    }

    static Version sealed(IndexManifest manifest, List<IndexChunk> chunks) {
        try {
            byte[] encoded = new Manifests().encode(manifest);
            return new Version(new Manifests().decode(encoded), encoded, chunks);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static IndexManifest manifest(long version, long base, List<ChunkRef> refs, byte[] previous) {
        return new IndexManifest(
                INDEX,
                version,
                base,
                refs,
                1000 * version,
                List.of(new PartitionOffset("poeem.clicks", 0, 100 * version)),
                ByteBuffer.wrap(new byte[32]),
                Map.of("items", 12L, "tokens", 12L, "removed", 1L),
                Map.of("distortion", 0.5),
                ByteBuffer.wrap(previous),
                ByteBuffer.allocate(0));
    }
}
