package io.poeem.searcher;

import io.poeem.searcher.VersionFailure.Reason;
import io.poeem.searcher.cache.Cached;
import io.poeem.searcher.topic.Announced;
import io.poeem.state.image.IndexDelta;
import io.poeem.state.image.IndexImage;
import io.poeem.state.snapshot.SnapshotException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Builds versions aside: what is served now is only read. A full version is a delta like any other, from an empty image.
 * Belongs to one thread.
 */
final class VersionLoader {

    private final DeltaFetcher fetcher;
    private final LoadLimits limits;
    private final Clock clock;
    private final LongSupplier nanoTime;

    VersionLoader(DeltaFetcher fetcher, LoadLimits limits, Clock clock, LongSupplier nanoTime) {
        this.fetcher = fetcher;
        this.limits = limits;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** Why a version could not be loaded. */
    static final class NotLoaded extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient VersionFailure failure;

        NotLoaded(VersionFailure failure, Throwable cause) {
            super(failure.message(), cause);
            this.failure = failure;
        }

        VersionFailure failure() {
            return failure;
        }
    }

    /**
     * Loads versions one upon the other and makes the last one searchable.
     *
     * @param held the image that the first of them changes, if it is a delta
     * @param steps at least one; each but the first is a delta of the one before, or full
     * @param waiting for chunks that are not there
     * @throws NotLoaded naming the first one that could not be had; none of them is served then
     * @throws RuntimeException if the topics cannot be read
     */
    LoadedVersion load(IndexImage held, List<Announced> steps, Waiting waiting) throws NotLoaded {
        IndexImage image = held;
        Duration fetch = Duration.ZERO;
        long buildNanos = 0;
        long bytes = 0;
        Searcher searcher = null;
        Announced last = steps.get(steps.size() - 1);
        for (Announced step : steps) {
            long start = nanoTime.getAsLong();
            requireFits(image, step);
            IndexDelta delta = fetch(step, waiting);
            long fetched = nanoTime.getAsLong();
            image = apply(image, delta, step);
            if (step == last) {
                searcher = searcher(image, step);
            }
            fetch = fetch.plusNanos(fetched - start);
            buildNanos += nanoTime.getAsLong() - fetched;
            bytes += DeltaFetcher.bytes(step.manifest());
        }
        VersionTiming timing = new VersionTiming(fetch, Duration.ofNanos(buildNanos), bytes, clock.millis());
        return new LoadedVersion(last.manifest(), searcher, timing);
    }

    /** Makes a version searchable that was kept in a cache. */
    LoadedVersion open(Cached kept) throws NotLoaded {
        long start = nanoTime.getAsLong();
        try {
            Searcher searcher = new Searcher(kept.image());
            Duration build = Duration.ofNanos(nanoTime.getAsLong() - start);
            return new LoadedVersion(
                    kept.manifest(), searcher, new VersionTiming(Duration.ZERO, build, 0, clock.millis()));
        } catch (RuntimeException e) {
            throw new NotLoaded(
                    new VersionFailure(kept.link().version(), Reason.CORRUPT, String.valueOf(e.getMessage())), e);
        }
    }

    /** Before any of it is read. */
    private void requireFits(IndexImage image, Announced step) throws NotLoaded {
        long bytes = DeltaFetcher.bytes(step.manifest());
        if (bytes > limits.maxBytes()) {
            throw tooLarge(
                    step,
                    "announces " + bytes + " bytes of chunks, the limit is " + limits.maxBytes()
                            + "; raise maxVersionBytes if it is true");
        }
        long heap = HeapEstimate.ofChunks(step.manifest()) + (step.link().full() ? 0 : HeapEstimate.ofImage(image));
        if (heap > limits.maxHeapBytes()) {
            throw tooLarge(
                    step,
                    "would take about " + heap + " bytes of heap, the limit is " + limits.maxHeapBytes()
                            + "; raise maxHeapBytes, and the heap itself to a little more than twice of it");
        }
    }

    private static NotLoaded tooLarge(Announced step, String what) {
        String message = "version " + step.version() + " " + what;
        return new NotLoaded(new VersionFailure(step.version(), Reason.TOO_LARGE, message), null);
    }

    private IndexDelta fetch(Announced step, Waiting waiting) throws NotLoaded {
        try {
            return fetcher.fetch(step, waiting);
        } catch (SnapshotException e) {
            throw notLoaded(step, reason(e), e);
        }
    }

    private static IndexImage apply(IndexImage image, IndexDelta delta, Announced step) throws NotLoaded {
        try {
            return (delta.isFull() ? IndexImage.empty() : image).apply(delta);
        } catch (RuntimeException e) {
            throw notLoaded(step, Reason.CORRUPT, e);
        }
    }

    private static Searcher searcher(IndexImage image, Announced step) throws NotLoaded {
        try {
            return new Searcher(image);
        } catch (RuntimeException e) {
            throw notLoaded(step, Reason.CORRUPT, e);
        }
    }

    private static Reason reason(SnapshotException e) {
        if (e instanceof SnapshotException.Incomplete) {
            return Reason.INCOMPLETE;
        }
        if (e instanceof SnapshotException.TooOld) {
            return Reason.TOO_OLD;
        }
        return e instanceof SnapshotException.TooNew ? Reason.TOO_NEW : Reason.CORRUPT;
    }

    private static NotLoaded notLoaded(Announced step, Reason reason, Exception cause) {
        String what = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return new NotLoaded(new VersionFailure(step.version(), reason, what), cause);
    }
}
