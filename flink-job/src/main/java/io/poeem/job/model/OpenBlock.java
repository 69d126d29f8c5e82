package io.poeem.job.model;

import io.poeem.job.event.Contribution;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** What shards contributed to a block of a round that is not over. */
final class OpenBlock {

    private final TreeMap<Long, Contribution> pieces = new TreeMap<>();

    void add(Contribution piece) {
        Contribution other = pieces.putIfAbsent((long) piece.shard() << Integer.SIZE | piece.sequence(), piece);
        if (other != null) {
            throw new IllegalStateException("Piece " + piece.sequence() + " of shard " + piece.shard() + ", block "
                    + piece.block() + " of the round of " + piece.round() + " came twice: it would be counted twice");
        }
    }

    /** By shard and sequence. */
    Collection<Contribution> contributions() {
        return pieces.values();
    }

    /** Of whom all of them are. */
    String run() {
        return pieces.firstEntry().getValue().run();
    }

    /** The payloads of each shard that gave any. */
    List<List<byte[]>> inShardOrder() {
        TreeMap<Integer, List<byte[]>> shards = new TreeMap<>();
        for (Contribution piece : pieces.values()) {
            List<byte[]> of = shards.computeIfAbsent(piece.shard(), shard -> new ArrayList<>());
            if (piece.sequence() != of.size()) {
                throw new IllegalStateException("Of shard " + piece.shard() + ", block " + piece.block()
                        + " of the round of " + piece.round() + ", piece " + of.size() + " is missing");
            }
            of.add(piece.payload());
        }
        return List.copyOf(shards.values());
    }
}
