package io.poeem.ops.cluster;

import java.util.concurrent.TimeUnit;

/** How long a command waits for what it asked for. */
final class Deadline {

    private static final long TICK_MILLIS = 100;

    private final long seconds;
    private final long end;

    private Deadline(long seconds) {
        this.seconds = seconds;
        this.end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    }

    static Deadline in(long seconds) {
        return new Deadline(seconds);
    }

    /**
     * Waits a little before it is asked again.
     *
     * @param what is not so yet
     * @param meanwhile what comes of it without the command
     * @throws ClusterException when the time is over
     */
    void pause(String what, String meanwhile) throws InterruptedException {
        if (System.nanoTime() - end > 0) {
            throw new ClusterException(what + " within " + seconds + " s; " + meanwhile + "--timeout allows more");
        }
        TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
    }
}
