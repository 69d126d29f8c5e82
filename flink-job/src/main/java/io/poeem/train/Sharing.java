package io.poeem.train;

/**
 * Which part of the items a learner owns; all else it shares with the learners of the other shards.
 *
 * @param shards how many there are
 * @param shard 0 to shards - 1
 */
public record Sharing(int shards, int shard) {

    /** One learner for all items. */
    public static final Sharing ALONE = new Sharing(1, 0);

    public Sharing {
        if (shards < 1 || shard < 0 || shard >= shards) {
            throw new IllegalArgumentException("shard " + shard + " of " + shards + ": must be 0 to shards - 1");
        }
    }

    /** Whether there are others. */
    public boolean isShared() {
        return shards > 1;
    }
}
