package io.poeem.job.event;

import java.util.List;

/**
 * Says that the rounds that end at or before the watermark have been merged, and which of them have pieces, that were sent before. A
 * piece may be lost where what is sent later is not: so who reads this counts them, and minds that none was left out before it.
 *
 * @param after the watermark that was told before this, up to which nothing is said here; {@code Long.MIN_VALUE}: none was
 * @param watermark milliseconds since 1970; {@code Long.MAX_VALUE}: of all rounds there will ever be
 * @param closed those with pieces that end behind {@code after}, in their order
 */
public record RoundProgress(String run, long after, long watermark, List<ClosedRound> closed) implements ModelEvent {

    public RoundProgress {
        closed = List.copyOf(closed);
    }
}
