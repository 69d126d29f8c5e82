package io.poeem.ops.reshard;

import io.poeem.job.sequence.RoundPosition;
import io.poeem.job.trainer.Progress;
import io.poeem.job.trainer.ProgressSerializer;
import io.poeem.job.trainer.RunPosition;
import io.poeem.job.trainer.RunPositionSerializer;
import io.poeem.job.trainer.Sharding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.java.tuple.Tuple4;

/**
 * What each shard of a savepoint has once.
 *
 * @param learners state of the learners, by shard
 * @param alone where a shard alone stands; empty where there are many
 * @param rounds where many shards stand, by shard; empty where there is one
 */
record OldShards(List<byte[]> learners, List<Progress> alone, List<RoundPosition> rounds) {

    /** @throws ReshardException if the pieces are not those of whole shards */
    static OldShards of(List<Tuple4<Integer, Integer, String, byte[]>> pieces) {
        Map<Integer, byte[]> learners = new TreeMap<>();
        Map<Integer, Progress> alone = new TreeMap<>();
        Map<Integer, RunPosition> positions = new TreeMap<>();
        for (Tuple4<Integer, Integer, String, byte[]> piece : pieces) {
            switch (piece.f1) {
                case Piece.LEARNER -> learners.put(piece.f0, piece.f3);
                case Piece.PROGRESS -> alone.put(piece.f0, Piece.read(new ProgressSerializer(), piece.f3));
                default -> positions.put(piece.f0, Piece.read(new RunPositionSerializer(), piece.f3));
            }
        }
        int shards = learners.size();
        if (shards == 0) {
            throw new ReshardException("The savepoint has no learner's state: the job had not read anything yet. Start"
                    + " it anew with the number of shards you want.");
        }
        Sharding sharding = new Sharding(shards);
        OldShards found = new OldShards(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int shard = 0; shard < shards; shard++) {
            Integer key = sharding.key(shard);
            boolean whole = learners.containsKey(key) && (shards == 1 ? alone : positions).containsKey(key);
            if (!whole) {
                throw new ReshardException("The savepoint has state of " + shards + " shards, but shard " + shard
                        + " is missing: it is none of this program's, or of another release; take another one.");
            }
            found.learners.add(learners.get(key));
            if (shards == 1) {
                found.alone.add(alone.get(key));
            } else {
                found.rounds.add(positions.get(key).position());
            }
        }
        return found;
    }

    /** How many there are. */
    int count() {
        return learners.size();
    }

    Sharding sharding() {
        return new Sharding(count());
    }
}
