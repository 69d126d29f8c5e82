package io.poeem.searcher;

import io.poeem.searcher.metrics.MetricSink;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** A subscriber's status as figures; docs/searchers.md lists them. */
final class SubscriberMetrics {

    private final Supplier<SubscriberStatus> status;
    private final Clock clock;
    private final MetricSink sink;

    private SubscriberMetrics(Supplier<SubscriberStatus> status, Clock clock, MetricSink sink) {
        this.status = status;
        this.clock = clock;
        this.sink = sink;
    }

    static void bind(Supplier<SubscriberStatus> status, Clock clock, MetricSink sink) {
        SubscriberMetrics metrics = new SubscriberMetrics(status, clock, sink);
        metrics.bindVersions();
        metrics.bindLoads();
        metrics.bindTimes();
    }

    private void bindVersions() {
        gauge("poeem.index.version.current", "Version that is served", s -> number(s.current()));
        gauge("poeem.index.version.wanted", "Version that should be served", s -> number(s.wanted()));
        gauge("poeem.index.version.pinned", "Version that the index is pinned to", s -> number(s.pinned()));
        gauge(
                "poeem.index.trouble",
                "1 in a state that somebody should know of",
                s -> s.state().isTrouble() ? 1 : 0);
    }

    private void bindLoads() {
        counter("poeem.index.refreshes.ok", "Versions taken into service", SubscriberStatus::loaded);
        counter("poeem.index.refreshes.failed", "Versions refused", SubscriberStatus::failed);
        gauge(
                "poeem.index.refreshes.consecutive_failures",
                "Versions refused since the last one taken into service",
                SubscriberStatus::consecutiveFailures);
        counter("poeem.index.loaded_bytes", "Payload bytes of the versions taken into service", s -> s.loadedBytes());
        counter("poeem.index.load_seconds", "Time to fetch and build them", s -> s.loadNanos() / 1e9);
        gauge(
                "poeem.index.last_load_milliseconds",
                "Time to fetch and build the version that is served",
                s -> s.timing()
                        .map(timing -> timing.fetch().plus(timing.build()).toNanos() / 1e6)
                        .orElse(Double.NaN));
        gauge(
                "poeem.index.last_load_bytes",
                "Payload bytes of the chunks that the version served was made of",
                s -> s.timing().map(timing -> (double) timing.chunkBytes()).orElse(Double.NaN));
    }

    private void bindTimes() {
        gauge(
                "poeem.index.age_seconds",
                "Since the version was taken into service",
                s -> seconds(s.age(clock.instant())));
        gauge(
                "poeem.index.event_time_lag_seconds",
                "From the end of the clicks that the version has learned from until now",
                s -> seconds(s.eventTimeLag(clock.instant())));
    }

    private static double seconds(Optional<Duration> time) {
        return time.map(known -> known.toMillis() / 1e3).orElse(Double.NaN);
    }

    private void gauge(String name, String help, ToDoubleFunction<SubscriberStatus> value) {
        sink.gauge(name, help, () -> value.applyAsDouble(status.get()));
    }

    private void counter(String name, String help, ToDoubleFunction<SubscriberStatus> total) {
        sink.counter(name, help, () -> total.applyAsDouble(status.get()));
    }

    private static double number(OptionalLong version) {
        return version.isPresent() ? version.getAsLong() : Double.NaN;
    }
}
