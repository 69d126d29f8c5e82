package io.poeem.ops.run;

/** Publishes on a thread of its own while the job runs: a live job, not a backlog. */
public final class BackgroundFeed implements AutoCloseable {

    private final Thread thread;
    private volatile RuntimeException failure;
    private boolean started;

    /** @param publishing ends when its thread is interrupted */
    public BackgroundFeed(Runnable publishing) {
        this.thread = new Thread(() -> run(publishing), "poeem-feed");
        this.thread.setDaemon(true);
    }

    /** Begins, the first time that it is called. */
    public void begin() {
        if (!started) {
            started = true;
            thread.start();
        }
    }

    /** @throws RunException when publishing has failed: the job would wait for the rest for ever */
    public void check() {
        if (failure != null) {
            throw new RunException("The input could not be published: " + failure.getMessage(), failure);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = Thread.interrupted();
        try {
            thread.join();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Runnable publishing) {
        try {
            publishing.run();
        } catch (RuntimeException e) {
            failure = e;
        }
    }
}
