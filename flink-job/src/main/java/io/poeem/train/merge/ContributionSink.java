package io.poeem.train.merge;

/** Takes what a shard learned in a round, a block at a time. */
@FunctionalInterface
public interface ContributionSink {

    /**
     * @param block 0 to shards - 1, each at most once
     * @param payload not changed any more
     */
    void accept(int block, byte[] payload);
}
