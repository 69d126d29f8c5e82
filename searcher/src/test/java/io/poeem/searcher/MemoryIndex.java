package io.poeem.searcher;

import io.poeem.searcher.testkit.MemoryTopic;
import io.poeem.searcher.topic.AnnouncementSource;
import io.poeem.searcher.topic.ChunkSource;
import io.poeem.searcher.topic.IndexSource;
import io.poeem.searcher.topic.LogAnnouncementSource;
import io.poeem.searcher.topic.LogChunkSource;
import java.util.concurrent.atomic.AtomicInteger;

/** An index in two topics in memory, whose sources can be made to fail. */
final class MemoryIndex implements IndexSource {

    final MemoryTopic chunks = new MemoryTopic();
    final MemoryTopic versions = new MemoryTopic();
    final AtomicInteger refusals = new AtomicInteger();
    final AtomicInteger opened = new AtomicInteger();

    MemoryIndex publish(TestTrainer.Published version) {
        version.into(chunks, versions);
        return this;
    }

    @Override
    public AnnouncementSource openAnnouncements() {
        opened.incrementAndGet();
        refuse();
        return new LogAnnouncementSource(versions.openWaiting(), TestTrainer.INDEX);
    }

    @Override
    public ChunkSource openChunks() {
        refuse();
        return new LogChunkSource(chunks.openWaiting(), TestTrainer.INDEX);
    }

    private void refuse() {
        if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("the broker is away");
        }
    }
}
