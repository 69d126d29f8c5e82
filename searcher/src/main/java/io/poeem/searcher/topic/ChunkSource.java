package io.poeem.searcher.topic;

import io.poeem.schemas.IndexChunk;
import java.time.Duration;

/**
 * Hands out the chunks of versions, in any order, any number of times. Read by one thread.
 *
 * <p>A plug point: a source may keep chunks on a disk, or fetch them from elsewhere. Nothing that it says is believed:
 * every chunk is checked against the hash in its version's manifest.
 */
public interface ChunkSource extends AutoCloseable {

    /** Goes to where the chunks of versions trained through this time, and later ones, start. */
    void seek(long trainedThrough);

    /** The next chunks; waits at most {@code wait} for the first one. */
    Batch<IndexChunk> poll(Duration wait);

    /** Whether every chunk that can be had at the time of the call was handed out since the last {@link #seek}. */
    boolean atEnd();

    /** Makes a waiting {@link #poll} throw {@link RecordLog.Woken}; the only method for other threads. */
    void wakeup();

    @Override
    void close();
}
