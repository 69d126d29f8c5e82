package io.poeem.ops.publish;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Holds a loop to a number of turns per second, by a schedule: a slow turn is caught up with. */
final class Pace {

    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final double perSecond;
    private final LongSupplier nanos;
    private final long start;

    /** @param perSecond 0: as fast as it goes */
    Pace(double perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    /** Waits until turn number {@code n}, counted from 0, is due. */
    void await(long n) {
        if (perSecond <= 0) {
            return;
        }
        long due = start + (long) (n / perSecond * NANOS);
        for (long left = due - nanos.getAsLong(); left > 0; left = due - nanos.getAsLong()) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            LockSupport.parkNanos(left);
        }
    }
}
