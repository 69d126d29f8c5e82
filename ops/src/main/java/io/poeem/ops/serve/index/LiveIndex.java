package io.poeem.ops.serve.index;

import io.poeem.searcher.LoadedVersion;
import io.poeem.searcher.SubscriberStatus;
import io.poeem.searcher.VersionFailure;
import io.poeem.searcher.VersionListener;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The index that is served, as its subscriber tells of it. What {@link #current()} gives is one reference: a request that keeps
 * it has one version to its end.
 */
public final class LiveIndex implements VersionListener {

    private final String name;
    private final Clock clock;
    private final Timeline timeline = new Timeline();
    private volatile Shown shown;
    private volatile Supplier<SubscriberStatus> status;

    public LiveIndex(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
    }

    /** Where its status can be asked; the subscriber cannot be made before its listener. */
    public void statusFrom(Supplier<SubscriberStatus> subscriber) {
        this.status = subscriber;
    }

    public String name() {
        return name;
    }

    public Optional<Shown> current() {
        return Optional.ofNullable(shown);
    }

    public Optional<SubscriberStatus> status() {
        Supplier<SubscriberStatus> from = status;
        return from == null ? Optional.empty() : Optional.of(from.get());
    }

    public Timeline timeline() {
        return timeline;
    }

    /** From the end of the clicks that the served version has learned from until now; not negative. Empty while nothing is served. */
    public Optional<Duration> lag() {
        return current().map(now -> {
            long through = now.loaded().manifest().getTrainedThrough();
            return Duration.ofMillis(Math.max(0, clock.millis() - through));
        });
    }

    @Override
    public void onVersion(LoadedVersion loaded) {
        if (shown == null) {
            WarmUp.run(loaded.searcher());
        }
        shown = Shown.of(loaded);
        timeline.served(loaded);
    }

    @Override
    public void onFailure(VersionFailure failure) {
        timeline.failed(failure);
    }
}
