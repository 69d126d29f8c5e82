package io.poeem.searcher;

import io.poeem.schemas.IndexManifest;
import io.poeem.searcher.plan.Pace;
import io.poeem.searcher.topic.Announced;
import io.poeem.searcher.topic.AnnouncementSource;
import io.poeem.searcher.topic.Batch;
import io.poeem.searcher.topic.ChunkSource;
import io.poeem.searcher.topic.IndexSource;
import io.poeem.state.image.IndexImage;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Goes through the versions of an index that were announced when it was opened, in order, one image at a time. For one thread.
 *
 * <p>Unlike a subscriber it passes over nothing: a version that is not whole and true ends the reading with a
 * {@link UnreadableVersionException}.
 */
public final class VersionReader implements Iterator<LoadedVersion>, AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final ChunkSource chunks;
    private final VersionLoader loader;
    private final Waiting waiting;
    private final List<Announced> plan;
    private IndexImage image = IndexImage.empty();
    private int next;

    private VersionReader(ChunkSource chunks, VersionLoader loader, Waiting waiting, List<Announced> plan) {
        this.chunks = chunks;
        this.loader = loader;
        this.waiting = waiting;
        this.plan = plan;
    }

    /** Kafka properties, or a source, are required; by default all versions are read. */
    public static VersionReaderBuilder builder() {
        return new VersionReaderBuilder();
    }

    static VersionReader open(String index, IndexSource source, Long upTo, Pace pace, LoadLimits limits) {
        List<Announced> plan = announced(source, upTo).plan(pace);
        ChunkSource chunks = source.openChunks();
        DeltaFetcher fetcher = new DeltaFetcher(index, chunks, limits, System::nanoTime);
        VersionLoader loader = new VersionLoader(fetcher, limits, Clock.systemUTC(), System::nanoTime);
        return new VersionReader(chunks, loader, Waiting.of(limits.patience()), plan);
    }

    private static KnownVersions announced(IndexSource source, Long upTo) {
        KnownVersions known = new KnownVersions(Integer.MAX_VALUE);
        try (AnnouncementSource announcements = source.openAnnouncements()) {
            Batch<Announced> batch;
            do {
                batch = announcements.poll(POLL);
                refuse(batch.faults());
                for (Announced next : batch.values()) {
                    if (upTo == null || next.version() <= upTo) {
                        known.add(next).ifPresent(VersionReader::refuse);
                    }
                }
            } while (!batch.isEmpty() || !announcements.atEnd());
        }
        return known;
    }

    /** What announced the versions that this reader goes through, in order. */
    public List<IndexManifest> manifests() {
        return plan.stream().map(Announced::manifest).toList();
    }

    @Override
    public boolean hasNext() {
        return next < plan.size();
    }

    /**
     * @throws UnreadableVersionException if the version is not whole and true
     * @throws NoSuchElementException at the end
     */
    @Override
    public LoadedVersion next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all " + plan.size() + " versions were read");
        }
        try {
            LoadedVersion loaded = loader.load(image, List.of(plan.get(next)), waiting);
            next++;
            image = loaded.image();
            return loaded;
        } catch (VersionLoader.NotLoaded e) {
            throw new UnreadableVersionException(e.failure());
        }
    }

    /** Goes to the last version at once; empty if none is left. */
    public Optional<LoadedVersion> last() {
        if (!hasNext()) {
            return Optional.empty();
        }
        try {
            LoadedVersion loaded = loader.load(image, new ArrayList<>(plan.subList(next, plan.size())), waiting);
            next = plan.size();
            image = loaded.image();
            return Optional.of(loaded);
        } catch (VersionLoader.NotLoaded e) {
            throw new UnreadableVersionException(e.failure());
        }
    }

    @Override
    public void close() {
        chunks.close();
    }

    private static void refuse(VersionFailure failure) {
        throw new UnreadableVersionException(failure);
    }

    private static void refuse(List<String> faults) {
        if (!faults.isEmpty()) {
            throw new IllegalStateException("the history of versions cannot be read: " + faults.get(0));
        }
    }
}
