package io.poeem.ops.console;

/** How far one task is. Steps may come from any thread. */
public interface Progress extends AutoCloseable {

    /** Says that {@code done} units are done; never less than before. */
    void at(long done);

    /** Ends the task's line. */
    @Override
    void close();

    /** Says nothing. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void at(long done) {}

            @Override
            public void close() {}
        };
    }
}
