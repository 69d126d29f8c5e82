package io.poeem.job.source;

/** How far in event time a topic may be read now. Owned by a reader, which starts and closes it. */
public interface Pace extends AutoCloseable {

    /** Reads as fast as it can. */
    Pace FREE = new Pace() {
        @Override
        public void start(Runnable changed) {}

        @Override
        public long limit() {
            return Long.MAX_VALUE;
        }

        @Override
        public void close() {}
    };

    /** @param changed called on another thread whenever the limit may be another; a call too many does no harm */
    void start(Runnable changed);

    /**
     * A split that has emitted an event time beyond this waits; milliseconds since 1970.
     *
     * @throws IllegalStateException if it will not be known any more: who waited for it would wait for ever
     */
    long limit();

    @Override
    void close();
}
