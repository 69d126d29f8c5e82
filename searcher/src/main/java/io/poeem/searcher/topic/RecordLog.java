package io.poeem.searcher.topic;

import java.time.Duration;
import java.util.List;

/**
 * The committed records of one topic, read by one thread. Records of open or aborted transactions are never handed out.
 *
 * <p>Only {@link #wakeup()} may be called from another thread. Every other method may throw an unchecked exception when
 * the topic cannot be reached; the caller then closes this log and opens another.
 */
public interface RecordLog extends AutoCloseable {

    void seekToBeginning();

    /** Goes to the first record with this timestamp or a later one; behind the last committed record if there is none. */
    void seekToTime(long timestamp);

    /** The next records, in order; waits at most {@code wait} for the first one. */
    List<LogRecord> poll(Duration wait);

    /** Whether every record that is committed at the time of the call was handed out. */
    boolean atEnd();

    /** Makes a waiting {@link #poll} throw {@link Woken} at once, or the next one. */
    void wakeup();

    @Override
    void close();

    /** Thrown to the reading thread after {@link #wakeup()}. */
    final class Woken extends RuntimeException {
        public Woken() {
            super("the reader was woken up to stop", null, false, false);
        }
    }
}
