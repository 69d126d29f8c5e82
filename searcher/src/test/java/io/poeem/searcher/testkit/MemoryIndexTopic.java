package io.poeem.searcher.testkit;

import io.poeem.schemas.IndexPin;
import io.poeem.schemas.Limits;
import io.poeem.schemas.Wire;
import io.poeem.searcher.topic.AnnouncementSource;
import io.poeem.searcher.topic.ChunkSource;
import io.poeem.searcher.topic.IndexSource;
import io.poeem.searcher.topic.LogAnnouncementSource;
import io.poeem.searcher.topic.LogChunkSource;
import io.poeem.searcher.topic.LogPinSource;
import io.poeem.searcher.topic.Pin;
import io.poeem.searcher.topic.PinSource;

/**
 * The topics of one index, in memory: what a subscriber follows in place of Kafka. Any number of subscribers may; the methods may
 * be called from any thread.
 */
public final class MemoryIndexTopic implements IndexSource {

    private final String index;
    private final MemoryTopic chunks = new MemoryTopic();
    private final MemoryTopic versions = new MemoryTopic();
    private final MemoryTopic pins = new MemoryTopic();

    public MemoryIndexTopic(String index) {
        this.index = index;
    }

    /** As a trainer's transaction that is committed. */
    public void publish(SmallVersion version) {
        version.chunks().forEach(chunk -> chunks.append(version.trainedThrough(), chunk));
        versions.append(version.trainedThrough(), version.manifest());
    }

    /** Announces a version whose chunks are nowhere: subscribers refuse it after their patience. */
    public void publishWithoutChunks(SmallVersion version) {
        versions.append(version.trainedThrough(), version.manifest());
    }

    /** As {@code poeem versions pin}. */
    public void pin(long version) {
        pins.append(0, Wire.pins(Limits.PINS).encode(new IndexPin(index, version, 0L, "")));
    }

    /** As {@code poeem versions unpin}. */
    public void unpin() {
        pin(Pin.NO_VERSION);
    }

    @Override
    public AnnouncementSource openAnnouncements() {
        return new LogAnnouncementSource(versions.openWaiting(), index);
    }

    @Override
    public ChunkSource openChunks() {
        return new LogChunkSource(chunks.openWaiting(), index);
    }

    @Override
    public PinSource openPins() {
        return new LogPinSource(pins.openWaiting(), index);
    }
}
