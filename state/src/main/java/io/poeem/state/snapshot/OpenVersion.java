package io.poeem.state.snapshot;

import io.poeem.schemas.ChunkRef;
import io.poeem.schemas.IndexChunk;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The chunks of one version that have come so far. Of one place there may be several with different hashes; the manifest chooses. */
final class OpenVersion {
    /** What a chunk takes beside its payload, about. */
    private static final int OVERHEAD = 256;

    private record Place(int part, int sequence) {}

    private record Held(IndexChunk chunk, ByteBuffer sha256) {}

    private final Map<Place, List<Held>> held = new HashMap<>();

    /** The bytes that it takes; 0 if it is held already. */
    long add(IndexChunk chunk) {
        ByteBuffer sha256 = ChunkHash.of(chunk);
        List<Held> same =
                held.computeIfAbsent(new Place(chunk.getPart(), chunk.getSequence()), place -> new ArrayList<>(1));
        if (same.stream().anyMatch(other -> other.sha256.equals(sha256))) {
            return 0;
        }
        same.add(new Held(chunk, sha256));
        return bytes(chunk);
    }

    static long bytes(IndexChunk chunk) {
        return OVERHEAD + chunk.getPayload().remaining();
    }

    long bytes() {
        return held.values().stream()
                .flatMap(List::stream)
                .mapToLong(one -> bytes(one.chunk))
                .sum();
    }

    /** Whether anything has come for this place, whatever its hash. */
    boolean hasPlaceOf(ChunkRef ref) {
        return held.containsKey(new Place(ref.getPart(), ref.getSequence()));
    }

    /** The chunk that the manifest means, or null. */
    IndexChunk find(ChunkRef ref) {
        for (Held one : held.getOrDefault(new Place(ref.getPart(), ref.getSequence()), List.of())) {
            if (one.sha256.equals(ref.getSha256())) {
                return one.chunk;
            }
        }
        return null;
    }
}
