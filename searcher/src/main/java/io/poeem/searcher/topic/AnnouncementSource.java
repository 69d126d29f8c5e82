package io.poeem.searcher.topic;

import java.time.Duration;

/**
 * Says which versions exist. Read by one thread; starts at the oldest announcement.
 *
 * <p>A plug point: tests and other stores of announcements stand here in place of Kafka.
 */
public interface AnnouncementSource extends AutoCloseable {

    /** Announcements that were not handed out yet, in order; waits at most {@code wait} for the first one. */
    Batch<Announced> poll(Duration wait);

    /** Goes back to the oldest announcement. */
    void restart();

    /** Whether everything announced at the time of the call was handed out. */
    boolean atEnd();

    /** Makes a waiting {@link #poll} throw {@link RecordLog.Woken}; the only method for other threads. */
    void wakeup();

    @Override
    void close();
}
