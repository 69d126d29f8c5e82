package io.poeem.searcher;

import io.poeem.searcher.cache.VersionCache;
import io.poeem.searcher.metrics.MetricSink;
import io.poeem.searcher.plan.Pace;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts an {@link IndexSubscriber} together. Kafka properties, or a source, are required; the rest has defaults. */
public final class IndexSubscriberBuilder extends IndexBuilder<IndexSubscriberBuilder> {

    private Pace pace = Pace.EVERY_VERSION;
    private Clock clock = Clock.systemUTC();
    private Backoff backoff = Backoff.DEFAULT;
    private final List<VersionListener> listeners = new ArrayList<>();
    private final List<MetricSink> metrics = new ArrayList<>();
    private Path cacheDirectory;
    private Duration cachePeriod = Duration.ofMinutes(10);

    IndexSubscriberBuilder() {}

    @Override
    IndexSubscriberBuilder self() {
        return this;
    }

    public IndexSubscriberBuilder listener(VersionListener listener) {
        listeners.add(listener);
        return this;
    }

    /** Where the subscriber's figures go. */
    public IndexSubscriberBuilder metrics(MetricSink sink) {
        metrics.add(sink);
        return this;
    }

    /**
     * How to get from one version to the newest while following; every version by default. The start is always by the
     * fewest loads, and so is the way that a pin asks for.
     */
    public IndexSubscriberBuilder pace(Pace whileFollowing) {
        this.pace = whileFollowing;
        return this;
    }

    /**
     * Where to keep a version, so that a restart takes only the deltas since from the topics; nowhere by default. Made where
     * it is missing; no symbolic link; for one process at a time.
     */
    public IndexSubscriberBuilder cacheDirectory(Path directory) {
        this.cacheDirectory = directory;
        return this;
    }

    /** How often a version is kept at most; 10 minutes by default. The next version waits while one is written. */
    public IndexSubscriberBuilder cacheEvery(Duration period) {
        this.cachePeriod = period;
        return this;
    }

    /** The wall clock of {@link VersionTiming#servedAt()}, and of ages in metrics. */
    public IndexSubscriberBuilder clock(Clock wallClock) {
        this.clock = wallClock;
        return this;
    }

    IndexSubscriberBuilder backoff(Backoff between) {
        this.backoff = between;
        return this;
    }

    /** @throws IllegalArgumentException if the cache directory cannot be used */
    public IndexSubscriber build() {
        return new IndexSubscriber(
                index(),
                openSource(),
                limits(),
                pace,
                clock,
                backoff,
                listeners,
                metrics,
                Optional.ofNullable(cacheDirectory).map(at -> new VersionCache(at, index())),
                cachePeriod);
    }
}
