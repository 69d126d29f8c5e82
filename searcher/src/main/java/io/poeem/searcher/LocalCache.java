package io.poeem.searcher;

import io.poeem.searcher.cache.Cached;
import io.poeem.searcher.cache.CorruptCacheException;
import io.poeem.searcher.cache.VersionCache;
import io.poeem.searcher.plan.Link;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Uses a cache, or none: whatever is wrong with it is said, and the topics are used. Writes at most once in a while, since a
 * restart takes the deltas since from the topics. Belongs to one thread.
 */
final class LocalCache {

    private final Optional<VersionCache> cache;
    private final LoadLimits limits;
    private final Duration period;
    private final Clock clock;
    private final Serving serving;
    private long storedAt = Long.MIN_VALUE;

    LocalCache(Optional<VersionCache> cache, LoadLimits limits, Duration period, Clock clock, Serving serving) {
        this.cache = cache;
        this.limits = limits;
        this.period = period;
        this.clock = clock;
        this.serving = serving;
    }

    Optional<Cached> load() {
        if (cache.isEmpty()) {
            return Optional.empty();
        }
        try {
            return cache.get().load(Math.min(limits.maxBytes(), limits.maxHeapBytes() / 3));
        } catch (CorruptCacheException e) {
            drop(e.getMessage());
        } catch (IOException e) {
            serving.trouble("the cache " + cache.get() + " cannot be read and is not used: " + e);
        }
        return Optional.empty();
    }

    /** It is of no use: says why, and removes it. */
    void drop(String why) {
        serving.trouble("the cache " + cache.orElseThrow() + " is dropped and the topics are used: " + why);
        try {
            cache.get().drop();
        } catch (IOException e) {
            serving.trouble("the cache " + cache.get() + " cannot be removed: " + e);
        }
    }

    void store(LoadedVersion loaded, Link link) {
        long now = clock.millis();
        if (cache.isEmpty() || storedAt != Long.MIN_VALUE && now - storedAt < period.toMillis()) {
            return;
        }
        storedAt = now;
        try {
            cache.get().store(loaded.manifest(), link, loaded.image());
        } catch (IOException | UncheckedIOException e) {
            serving.trouble("version " + loaded.version() + " cannot be kept in the cache " + cache.get() + ": " + e);
        }
    }
}
