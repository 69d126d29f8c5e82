package io.poeem.ops.console;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C as an interrupt of the thread that runs the command, so that what it opened is closed by its own
 * try-with-resources, in order, before the process ends.
 */
public final class Interrupt implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch finished = new CountDownLatch(1);

    private Interrupt(Thread command) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(command), "poeem-interrupt"));
    }

    /** From now on an ending process interrupts the calling thread and waits for {@link #close()}. */
    public static Interrupt install() {
        return new Interrupt(Thread.currentThread());
    }

    /** The command has ended, and has cleaned up. */
    @Override
    public void close() {
        finished.countDown();
    }

    private void stop(Thread command) {
        if (finished.getCount() == 0) {
            return;
        }
        command.interrupt();
        try {
            if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("poeem: gave up cleaning up after " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
