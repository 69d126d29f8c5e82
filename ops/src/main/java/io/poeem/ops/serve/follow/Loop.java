package io.poeem.ops.serve.follow;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that opens something and works on it, round after round; after a failure it closes that, waits, and opens it anew, until
 * {@link #close()}. What is done must bear being done again from the beginning.
 */
public final class Loop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

    /** What is worked on. */
    public interface Work extends AutoCloseable {

        /** A little of it; waits for more for a second at most. */
        void round();

        /** Ends a round that waits; the only method for other threads. */
        void wakeup();

        @Override
        void close();
    }

    private final String name;
    private final Supplier<Work> open;
    private final Duration pause;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private Work work; // guarded by this

    private Loop(String name, Supplier<Work> open, Duration pause) {
        this.name = name;
        this.open = open;
        this.pause = pause;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    /** @param pause after a failure */
    public static Loop start(String name, Duration pause, Supplier<Work> open) {
        Loop loop = new Loop(name, open, pause);
        loop.thread.start();
        return loop;
    }

    private void run() {
        String said = "";
        while (!isClosed()) {
            try (Work opened = open.get()) {
                publish(opened);
                while (!isClosed()) {
                    opened.round();
                    said = "";
                }
            } catch (RuntimeException e) {
                said = report(e, said);
                pause();
            } finally {
                publish(null);
            }
        }
    }

    /** Once for a row of equal failures. */
    private String report(RuntimeException e, String said) {
        String says = String.valueOf(e.getMessage());
        if (!isClosed() && !says.equals(said)) {
            LOG.warn("{}: {}; next try in {} ms, and so on", name, says, pause.toMillis());
        }
        return says;
    }

    private void pause() {
        try {
            closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            LOG.debug("{} was interrupted; only close() ends it", name);
        }
    }

    private synchronized void publish(Work opened) {
        work = opened;
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public void close() {
        closed.countDown();
        synchronized (this) {
            if (work != null) {
                work.wakeup();
            }
        }
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(CLOSE_WAIT.toMillis());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
