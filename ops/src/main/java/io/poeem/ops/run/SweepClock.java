package io.poeem.ops.run;

import io.poeem.ops.console.TimeLeft;
import java.time.Duration;
import java.util.function.LongSupplier;

/** How long the runs that are left may take: as long as those before, on average. */
public final class SweepClock {

    private final LongSupplier nanos;
    private final int total;
    private final long start;
    private int done;

    public SweepClock(int total, LongSupplier nanos) {
        this.total = total;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    /** Says that one more has ended. */
    public void ended() {
        done++;
    }

    /** "run 2 of 5, about 12 min left". */
    public String place() {
        String place = "run " + (done + 1) + " of " + total;
        if (done == 0) {
            return place;
        }
        long each = (nanos.getAsLong() - start) / done;
        return place + ", about " + TimeLeft.words(Duration.ofNanos(each * (total - done))) + " left";
    }
}
