package io.poeem.searcher.metrics;

import java.util.function.DoubleSupplier;

/**
 * A plug point for a library of metrics: takes figures that are read when somebody looks, as Micrometer's function gauges
 * and function counters are. Each is given once, when the subscriber is built; suppliers are cheap and thread-safe.
 *
 * <p>With Micrometer:
 *
 * <pre>{@code
 * new MetricSink() {
 *     public void gauge(String name, String help, DoubleSupplier value) {
 *         Gauge.builder(name, value::getAsDouble).description(help).tag("index", index).register(registry);
 *     }
 *     public void counter(String name, String help, DoubleSupplier total) {
 *         FunctionCounter.builder(name, total, DoubleSupplier::getAsDouble).description(help).tag("index", index).register(registry);
 *     }
 * }
 * }</pre>
 */
public interface MetricSink {

    /**
     * @param name parts divided by dots, words by underscores, its unit at the end if it has one
     * @param value NaN while it is not known
     */
    void gauge(String name, String help, DoubleSupplier value);

    /** @param total never falls, starts at 0 */
    void counter(String name, String help, DoubleSupplier total);
}
