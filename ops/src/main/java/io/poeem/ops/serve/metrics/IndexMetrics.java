package io.poeem.ops.serve.metrics;

import io.poeem.searcher.VersionFailure;
import io.poeem.searcher.VersionListener;
import io.poeem.searcher.metrics.MetricSink;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/** Takes the subscriber's figures into the registry under Prometheus' names, and counts failures by their reasons. */
public final class IndexMetrics implements MetricSink, VersionListener {

    private final ServeMetrics metrics;
    private final Counter failures;

    public IndexMetrics(ServeMetrics metrics) {
        this.metrics = metrics;
        this.failures = Counter.builder()
                .name("poeem_index_failures_total")
                .help("Versions refused, by reason")
                .labelNames("reason")
                .register(metrics.registry());
    }

    @Override
    public void gauge(String name, String help, DoubleSupplier value) {
        metrics.gauge(named(name), help, value);
    }

    @Override
    public void counter(String name, String help, DoubleSupplier total) {
        CounterWithCallback.builder()
                .name(named(name) + "_total")
                .help(help)
                .callback(callback -> callback.call(total.getAsDouble()))
                .register(metrics.registry());
    }

    private static String named(String name) {
        return name.replace('.', '_');
    }

    @Override
    public void onFailure(VersionFailure failure) {
        failures.labelValues(failure.reason().name().toLowerCase(Locale.ROOT)).inc();
    }
}
