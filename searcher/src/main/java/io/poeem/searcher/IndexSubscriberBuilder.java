package io.poeem.searcher;

import io.poeem.searcher.metrics.MetricSink;
import io.poeem.searcher.plan.Pace;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Puts an {@link IndexSubscriber} together. Kafka properties, or a source, are required; the rest has defaults. */
public final class IndexSubscriberBuilder extends IndexBuilder<IndexSubscriberBuilder> {

    private Pace pace = Pace.EVERY_VERSION;
    private Clock clock = Clock.systemUTC();
    private Backoff backoff = Backoff.DEFAULT;
    private final List<VersionListener> listeners = new ArrayList<>();
    private final List<MetricSink> metrics = new ArrayList<>();

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

    /** The wall clock of {@link VersionTiming#servedAt()}, and of ages in metrics. */
    public IndexSubscriberBuilder clock(Clock wallClock) {
        this.clock = wallClock;
        return this;
    }

    IndexSubscriberBuilder backoff(Backoff between) {
        this.backoff = between;
        return this;
    }

    public IndexSubscriber build() {
        return new IndexSubscriber(index(), openSource(), limits(), pace, clock, backoff, listeners, metrics);
    }
}
