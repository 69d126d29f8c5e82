package io.poeem.job.event;

/**
 * A piece of what all shards together learned in a round.
 *
 * @param round start of the round, milliseconds since 1970
 * @param block 0 to shards - 1
 * @param sequence 0, 1, … within (round, block)
 * @param payload as the learner wrote it
 */
public record MergedBlock(String run, long round, int block, int sequence, byte[] payload) implements ModelEvent {}
