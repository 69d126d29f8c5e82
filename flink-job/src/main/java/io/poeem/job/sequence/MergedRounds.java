package io.poeem.job.sequence;

import io.poeem.job.event.MergedBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Merged blocks that have been read and not been applied. After a restore the topic already holds later rounds, and may hold a
 * round twice: the first one read wins, in every shard alike.
 */
final class MergedRounds {

    private final TreeMap<Long, TreeMap<Long, MergedBlock>> rounds = new TreeMap<>();

    void add(MergedBlock block) {
        long place = (long) block.block() << 32 | block.sequence();
        rounds.computeIfAbsent(block.round(), round -> new TreeMap<>()).putIfAbsent(place, block);
    }

    /** How many places of a round are there. */
    int pieces(long round) {
        TreeMap<Long, MergedBlock> places = rounds.get(round);
        return places == null ? 0 : places.size();
    }

    /** Start of the earliest round; {@link Rounds#NONE} if there is none. */
    long first() {
        return rounds.isEmpty() ? Rounds.NONE : rounds.firstKey();
    }

    /** The earliest round's payloads, by block and sequence; they are not kept. */
    List<byte[]> take() {
        Map.Entry<Long, TreeMap<Long, MergedBlock>> first = rounds.pollFirstEntry();
        List<byte[]> payloads = new ArrayList<>(first.getValue().size());
        first.getValue().values().forEach(block -> payloads.add(block.payload()));
        return payloads;
    }

    int size() {
        return rounds.size();
    }

    void forEach(Consumer<MergedBlock> visitor) {
        rounds.values().forEach(round -> round.values().forEach(visitor));
    }
}
