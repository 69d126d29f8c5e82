package io.poeem.searcher.topic;

import java.time.Duration;
import java.util.List;

/**
 * Hears where an index is pinned to. Read by one thread; starts at the oldest pin that is kept.
 *
 * <p>A plug point: a source may also take pins from a configuration service.
 */
public interface PinSource extends AutoCloseable {

    /** Pins that were not handed out yet, in order; waits at most {@code wait} for the first one. */
    Batch<Pin> poll(Duration wait);

    /** Whether every pin that was set at the time of the call was handed out. */
    boolean atEnd();

    /** Makes a waiting {@link #poll} throw {@link RecordLog.Woken}; the only method for other threads. */
    void wakeup();

    @Override
    void close();

    /** For an index that nobody pins. */
    static PinSource none() {
        return new PinSource() {
            @Override
            public Batch<Pin> poll(Duration wait) {
                return new Batch<>(List.of(), List.of());
            }

            @Override
            public boolean atEnd() {
                return true;
            }

            @Override
            public void wakeup() {}

            @Override
            public void close() {}
        };
    }
}
