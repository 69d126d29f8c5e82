package io.poeem.searcher;

import io.poeem.searcher.metrics.MetricSink;
import io.poeem.searcher.plan.Pace;
import io.poeem.searcher.topic.IndexSource;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts an {@link IndexSubscriber} together. Kafka properties, or a source, are required; the rest has defaults. */
public final class IndexSubscriberBuilder {

    private String index = "poeem";
    private String chunkTopic = "poeem.index";
    private String versionTopic = "poeem.versions";
    private Map<?, ?> kafka;
    private IndexSource source;
    private LoadLimits limits = LoadLimits.DEFAULTS;
    private Pace pace = Pace.EVERY_VERSION;
    private Clock clock = Clock.systemUTC();
    private Backoff backoff = Backoff.DEFAULT;
    private final List<VersionListener> listeners = new ArrayList<>();
    private final List<MetricSink> metrics = new ArrayList<>();

    IndexSubscriberBuilder() {}

    /** Consumer properties as Kafka names them; {@code bootstrap.servers} at least. Isolation is always read_committed. */
    public IndexSubscriberBuilder kafka(Map<?, ?> properties) {
        this.kafka = Map.copyOf(properties);
        return this;
    }

    /** The index's name; "poeem" by default. */
    public IndexSubscriberBuilder index(String name) {
        this.index = name;
        return this;
    }

    /** Where chunks are and where versions are announced; "poeem.index" and "poeem.versions" by default. */
    public IndexSubscriberBuilder topics(String chunks, String versions) {
        this.chunkTopic = chunks;
        this.versionTopic = versions;
        return this;
    }

    /** In place of {@link #kafka}. */
    public IndexSubscriberBuilder source(IndexSource from) {
        this.source = from;
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
     * fewest loads.
     */
    public IndexSubscriberBuilder pace(Pace whileFollowing) {
        this.pace = whileFollowing;
        return this;
    }

    /** A version with more bytes of chunks is refused; 1 GiB by default. */
    public IndexSubscriberBuilder maxVersionBytes(long bytes) {
        this.limits = new LoadLimits(bytes, limits.maxVersions(), limits.patience());
        return this;
    }

    /** How long to wait for announced chunks that are not there before the version is given up; a minute by default. */
    public IndexSubscriberBuilder patience(Duration forChunks) {
        this.limits = new LoadLimits(limits.maxBytes(), limits.maxVersions(), forChunks);
        return this;
    }

    /** The wall clock of {@link VersionTiming#servedAt()}. */
    public IndexSubscriberBuilder clock(Clock wallClock) {
        this.clock = wallClock;
        return this;
    }

    IndexSubscriberBuilder backoff(Backoff between) {
        this.backoff = between;
        return this;
    }

    public IndexSubscriber build() {
        return new IndexSubscriber(
                index,
                Sources.of(source, kafka, index, chunkTopic, versionTopic),
                limits,
                pace,
                clock,
                backoff,
                listeners,
                metrics);
    }
}
