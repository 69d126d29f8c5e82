package io.poeem.state.snapshot;

import io.poeem.schemas.ChunkRef;
import io.poeem.schemas.IndexChunk;
import io.poeem.schemas.IndexManifest;
import io.poeem.state.bytes.ByteReader;
import io.poeem.state.image.IndexDelta;
import io.poeem.state.model.Model;
import io.poeem.state.snapshot.SnapshotException.Corrupt;
import io.poeem.state.snapshot.SnapshotException.Incomplete;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chunks in any order, duplicated, of several versions interleaved, to a version that is whole or not at all. For one thread.
 *
 * <p>Memory is bounded by bytes and by the number of versions whose chunks are held. Beyond either, the version that was longest neither
 * fed nor asked for is forgotten, and asking for it is {@link Incomplete}: a chunk with a version number out of thin air cannot hold
 * its place for ever, nor push out a version that is arriving.
 */
public final class Assembler {
    private final String index;
    private final long maxBytes;
    private final int maxVersions;
    private final Map<Long, OpenVersion> open = new LinkedHashMap<>(16, 0.75f, true);
    private long heldBytes;
    private long discardedThrough = -1;
    private String forgotten = "";

    /**
     * @param index chunks of other indexes are passed over
     * @param maxBytes of chunks held; more than a full version takes
     * @param maxVersions whose chunks are held at once
     */
    public Assembler(String index, long maxBytes, int maxVersions) {
        if (maxBytes < 1 || maxVersions < 1) {
            throw new IllegalArgumentException(
                    "limits of " + maxBytes + " bytes and " + maxVersions + " versions; both must be at least 1");
        }
        this.index = index;
        this.maxBytes = maxBytes;
        this.maxVersions = maxVersions;
    }

    /** Keeps a chunk, unless it is of another index, held already, or of a version that was let go. */
    public void add(IndexChunk chunk) {
        if (!chunk.getIndex().equals(index) || chunk.getVersion() <= discardedThrough) {
            return;
        }
        heldBytes += open.computeIfAbsent(chunk.getVersion(), version -> new OpenVersion())
                .add(chunk);
        while (heldBytes > maxBytes || open.size() > maxVersions) {
            forgetEldest();
        }
    }

    private void forgetEldest() {
        Iterator<Map.Entry<Long, OpenVersion>> eldest = open.entrySet().iterator();
        Map.Entry<Long, OpenVersion> entry = eldest.next();
        long bytes = entry.getValue().bytes();
        forgotten = "; the chunks of version " + entry.getKey() + " (" + bytes
                + " bytes) were let go to stay within the limits of " + maxBytes + " bytes and " + maxVersions
                + " versions";
        heldBytes -= bytes;
        eldest.remove();
    }

    /** Whether every chunk of the manifest is here with the hash that it names. */
    public boolean isComplete(IndexManifest manifest) {
        OpenVersion chunks = open.getOrDefault(manifest.getVersion(), new OpenVersion());
        return manifest.getChunks().stream().allMatch(ref -> chunks.find(ref) != null);
    }

    /**
     * The version, verified as a whole. May be asked again and again; chunks stay until {@link #discardThrough}.
     *
     * @throws Incomplete if chunks are missing: add them and ask again
     * @throws Corrupt if chunks or manifest contradict each other or themselves
     */
    public IndexDelta assemble(IndexManifest manifest) throws SnapshotException {
        requirePlaces(manifest);
        List<IndexChunk> chunks = find(manifest);
        try {
            Model model = model(chunks);
            VersionContent content = new VersionContent(model);
            for (IndexChunk chunk : chunks) {
                content.read(chunk);
            }
            return new IndexDelta(
                    manifest.getVersion(),
                    manifest.getBase(),
                    manifest.getTrainedThrough(),
                    model,
                    content.tokens.build(),
                    content.items.build(),
                    content.removed.tokens,
                    content.removed.items);
        } catch (IllegalArgumentException e) {
            throw new Corrupt("version " + manifest.getVersion() + " of " + index + ": " + e.getMessage());
        }
    }

    /** The manifest is of this index and names each place once, 0, 1, … within each part. */
    private void requirePlaces(IndexManifest manifest) throws Corrupt {
        String name = "manifest of version " + manifest.getVersion();
        if (!manifest.getIndex().equals(index)) {
            throw new Corrupt(name + " is of index " + manifest.getIndex() + ", not of " + index);
        }
        Set<Long> places = new HashSet<>();
        for (ChunkRef ref : manifest.getChunks()) {
            if (!places.add((long) ref.getPart() << 32 | ref.getSequence() & 0xffffffffL)) {
                throw new Corrupt(name + " names part " + ref.getPart() + " sequence " + ref.getSequence() + " twice");
            }
        }
        for (long place : places) {
            if ((int) place < 0 || (int) place > 0 && !places.contains(place - 1)) {
                throw new Corrupt(name + " names sequence " + (int) place + " of part " + (place >> 32)
                        + " but not the one before");
            }
        }
    }

    private List<IndexChunk> find(IndexManifest manifest) throws SnapshotException {
        OpenVersion version = open.getOrDefault(manifest.getVersion(), new OpenVersion());
        List<IndexChunk> chunks = new ArrayList<>();
        for (ChunkRef ref : manifest.getChunks()) {
            IndexChunk chunk = version.find(ref);
            String name =
                    "chunk " + ref.getSequence() + " of part " + ref.getPart() + " of version " + manifest.getVersion();
            if (chunk == null && version.hasPlaceOf(ref)) {
                throw new Corrupt(name + " is here with another hash than the manifest's");
            }
            if (chunk == null) {
                throw new Incomplete(
                        name + " has not come, one of " + manifest.getChunks().size() + forgotten);
            }
            if (chunk.getKind() != ref.getKind() || chunk.getPayload().remaining() != ref.getLength()) {
                throw new Corrupt(name + " is of kind " + chunk.getKind() + " with "
                        + chunk.getPayload().remaining() + " bytes, the manifest says kind " + ref.getKind() + " with "
                        + ref.getLength());
            }
            chunks.add(chunk);
        }
        return chunks;
    }

    private static Model model(List<IndexChunk> chunks) throws SnapshotException {
        ModelSlices slices = new ModelSlices();
        for (IndexChunk chunk : chunks) {
            if (chunk.getKind() == ChunkKind.MODEL) {
                ByteReader in = new ByteReader(chunk.getPayload());
                int format = Format.read(in, ChunkKind.MODEL);
                slices.add(in, format);
            }
        }
        return slices.model();
    }

    /** Lets go of all versions up to this one; their chunks are ignored from now on. */
    public void discardThrough(long version) {
        discardedThrough = Math.max(discardedThrough, version);
        open.entrySet().removeIf(entry -> {
            boolean old = entry.getKey() <= discardedThrough;
            heldBytes -= old ? entry.getValue().bytes() : 0;
            return old;
        });
    }

    /** Bytes of the chunks held now. */
    public long heldBytes() {
        return heldBytes;
    }
}
