package io.poeem.searcher;

import io.poeem.schemas.IndexManifest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a subscriber knows at one moment.
 *
 * @param state how it stands
 * @param message what that means here, and what mends it; for people, never empty
 * @param current the version that is served
 * @param wanted the newest version announced, or the one that the index is pinned to; the same as {@code current} if all is
 *     well
 * @param pinned the version that the index is pinned to
 * @param manifest what announced the version that is served: its provenance, counts and health
 * @param timing how long that version took to load, and when it was taken into service
 * @param loaded how many versions were taken into service so far
 * @param failed how many times a version was refused so far
 * @param consecutiveFailures how many times since the last version that was taken into service
 * @param loadedBytes payload bytes of the chunks of all versions taken into service so far
 * @param loadNanos how long all of them took to fetch and build
 * @param failures the newest failures, at most {@value #MAX_FAILURES}, oldest first
 * @param lastError the last trouble with topics or records; stays until the next version is served
 */
public record SubscriberStatus(
        SubscriberState state,
        String message,
        OptionalLong current,
        OptionalLong wanted,
        OptionalLong pinned,
        Optional<IndexManifest> manifest,
        Optional<VersionTiming> timing,
        long loaded,
        long failed,
        long consecutiveFailures,
        long loadedBytes,
        long loadNanos,
        List<VersionFailure> failures,
        Optional<String> lastError) {

    public static final int MAX_FAILURES = 100;

    public SubscriberStatus {
        failures = List.copyOf(failures);
    }

    /** Event time before which every click is in the version that is served. */
    public Optional<Instant> trainedThrough() {
        return manifest.map(IndexManifest::getTrainedThrough).map(Instant::ofEpochMilli);
    }

    /** How far behind {@code now} the clicks end that the served version has learned from; negative if they are ahead. */
    public Optional<Duration> eventTimeLag(Instant now) {
        return trainedThrough().map(through -> Duration.between(through, now));
    }

    /** How long the served version has been in service here. */
    public Optional<Duration> age(Instant now) {
        return timing.map(served -> Duration.between(Instant.ofEpochMilli(served.servedAt()), now));
    }
}
