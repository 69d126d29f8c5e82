package io.poeem.ops.serve.metrics;

import io.poeem.ops.serve.http.RequestMeter;
import io.poeem.searcher.Hits;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/** The service's registry, and what of it concerns requests. */
public final class ServeMetrics implements RequestMeter {

    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final double[] SECONDS = {
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
    };
    private static final double[] SHARES = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final Counter requests = Counter.builder()
            .name("poeem_http_requests_total")
            .help("Requests answered, by route and status.")
            .labelNames("path", "status")
            .register(registry);
    private final Histogram seconds = Histogram.builder()
            .name("poeem_http_request_seconds")
            .help("From a request's headers to its answer.")
            .unit(Unit.SECONDS)
            .labelNames("path")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .register(registry);
    private final Histogram scanned = Histogram.builder()
            .name("poeem_search_scanned_ratio")
            .help("Share of the index that a search scored.")
            .unit(Unit.RATIO)
            .classicOnly()
            .classicUpperBounds(SHARES)
            .register(registry);
    private final Counter searches = Counter.builder()
            .name("poeem_searches_total")
            .help("Searches, by what their scores rest on: the query, or popularity alone.")
            .labelNames("basis")
            .register(registry);

    public ServeMetrics() {
        JvmMetrics.builder().register(registry);
    }

    PrometheusRegistry registry() {
        return registry;
    }

    /** Figures that others have; each is read when somebody looks. */
    public void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    @Override
    public void answered(String path, int status, long nanos) {
        requests.labelValues(path, Integer.toString(status)).inc();
        seconds.labelValues(path).observe(Unit.nanosToSeconds(nanos));
    }

    public void searched(Hits hits) {
        scanned.observe(hits.scannedShare());
        searches.labelValues(hits.basis().name().toLowerCase(Locale.ROOT)).inc();
    }

    /** All of it, in Prometheus' text format. */
    public byte[] text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(16 << 10);
        try {
            writer.write(out, registry.scrape(), EscapingScheme.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException("a buffer in memory refused bytes", e);
        }
        return out.toByteArray();
    }
}
