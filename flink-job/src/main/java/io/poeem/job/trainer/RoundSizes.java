package io.poeem.job.trainer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once, after some rounds, if they are too short for batches: then quality and speed are lost to merging. */
final class RoundSizes {

    private static final Logger LOG = LoggerFactory.getLogger(RoundSizes.class);
    private static final int ROUNDS = 100;

    private final int batchSize;
    private int rounds;
    private long examples;
    private long before;

    RoundSizes(int batchSize) {
        this.batchSize = batchSize;
    }

    void trained(int n) {
        examples += n;
    }

    /** A round has ended; one without a click of this shard, as the last before a version may be, says nothing of its length. */
    void ended() {
        if (examples == before) {
            return;
        }
        before = examples;
        if (++rounds == ROUNDS && isShort()) {
            LOG.warn(
                    "The first {} rounds held {} clicks of this shard each, a batch is {} (batch.size). Raise round.interval"
                            + " so that a round holds some batches of each shard: docs/shards.md",
                    ROUNDS,
                    examples / ROUNDS,
                    batchSize);
        }
    }

    /** Less than half a batch a round. */
    boolean isShort() {
        return examples < (long) rounds * batchSize / 2;
    }
}
