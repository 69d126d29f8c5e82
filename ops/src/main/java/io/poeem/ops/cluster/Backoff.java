package io.poeem.ops.cluster;

import java.util.function.LongSupplier;

/** Pauses between attempts that fail, each twice as long as the one before it, up to a bound. Of one thread. */
final class Backoff {

    private final long first;
    private final long longest;
    private final LongSupplier clock;
    private long pause;
    private long until = Long.MIN_VALUE;

    /**
     * @param first pause, in milliseconds
     * @param longest pause, in milliseconds
     * @param clock milliseconds that only grow
     */
    Backoff(long first, long longest, LongSupplier clock) {
        this.first = first;
        this.longest = longest;
        this.clock = clock;
        this.pause = first;
    }

    /** Whether it may be tried now. */
    boolean isOver() {
        return clock.getAsLong() >= until;
    }

    /** @return how long it is not to be tried again, in milliseconds */
    long failed() {
        long now = pause;
        until = clock.getAsLong() + now;
        pause = Math.min(longest, 2 * now);
        return now;
    }

    void succeeded() {
        pause = first;
        until = Long.MIN_VALUE;
    }
}
