package io.poeem.job.sequence;

/**
 * Where a sequence of rounds stands between two actions.
 *
 * @param sequence published: the last boundary that was due; due: the next one, if any shard contributed since
 * @param training start of the round that has been begun; {@link Position#NONE}: none
 * @param closing start of the last round before the next version, if this shard has trained for it; else NONE
 * @param applied every round that starts before this has been merged or was empty
 * @param progress of all shards, as last read
 * @param untrained start of the first round that is not trained to its end; what comes late is trained in it
 */
public record RoundPosition(
        Position sequence, long training, long closing, long applied, long progress, long untrained) {

    public static RoundPosition start() {
        return new RoundPosition(
                Position.start(), Rounds.NONE, Rounds.NONE, Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE);
    }
}
