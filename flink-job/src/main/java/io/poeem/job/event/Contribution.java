package io.poeem.job.event;

/**
 * A piece of what one shard learned in a round, of one block.
 *
 * @param run of the shard
 * @param round start of the round, milliseconds since 1970
 * @param shard 0 to shards - 1
 * @param block 0 to shards - 1
 * @param sequence of the piece, from 0 on without a gap
 * @param payload as the learner wrote it
 */
public record Contribution(String run, long round, int shard, int block, int sequence, byte[] payload) {}
