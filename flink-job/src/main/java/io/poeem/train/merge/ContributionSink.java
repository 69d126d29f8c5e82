package io.poeem.train.merge;

/** Takes what a shard learned in a round, a block at a time. */
@FunctionalInterface
public interface ContributionSink {

    /**
     * @param block 0 to shards - 1, in this order
     * @param sequence of the payload in its block, from 0 on without a gap
     * @param payload not changed any more, at most {@link PayloadWriter#MOST_BYTES}
     */
    void accept(int block, int sequence, byte[] payload);
}
