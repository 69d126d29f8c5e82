package io.poeem.ops.gauge;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Numbers and words that the job's operators show, kept past their end: Flink hands each over when it comes and when it goes.
 *
 * <p>Flink makes its own instance, hence the static map; one job at a time.
 */
public final class JobGauges implements MetricReporter, MetricReporterFactory {

    private static final Map<Key, Metric> LIVE = new ConcurrentHashMap<>();
    private static final Map<Key, Double> LAST = new ConcurrentHashMap<>();
    private static final Map<Key, String> WORDS = new ConcurrentHashMap<>();

    private record Key(String task, String name) {}

    /** Forgets what earlier jobs showed. */
    public static void clear() {
        LIVE.clear();
        LAST.clear();
        WORDS.clear();
    }

    /** Reads all gauges now: a job that has failed takes some with it. */
    public static void read() {
        LIVE.forEach(JobGauges::remember);
    }

    /** The last value of a gauge, summed over tasks whose name begins so; 0 when there was none. */
    public static double last(String task, String name) {
        return LAST.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name)
                        && entry.getKey().task().startsWith(task))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** The last words of a gauge of a task whose name begins so, of one task that has any; empty when there were none. */
    static Optional<String> lastWords(String task, String name) {
        return WORDS.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name)
                        && entry.getKey().task().startsWith(task)
                        && !entry.getValue().isEmpty())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        return this;
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        String task = group.getAllVariables().get("<task_name>");
        if (task != null) {
            LIVE.put(new Key(task, name), metric);
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        String task = group.getAllVariables().get("<task_name>");
        if (task != null) {
            Key key = new Key(task, name);
            remember(key, metric);
            LIVE.remove(key, metric);
        }
    }

    private static void remember(Key key, Metric metric) {
        if (metric instanceof Counter counter) {
            LAST.put(key, (double) counter.getCount());
        } else if (metric instanceof Gauge<?> gauge) {
            Object value = value(gauge);
            if (value instanceof Number number) {
                LAST.put(key, number.doubleValue());
            } else if (value instanceof String words) {
                WORDS.put(key, words);
            }
        }
    }

    /** Null for now where the gauge fails: a sink's pending commits do when they are read while one comes in. */
    private static Object value(Gauge<?> gauge) {
        try {
            return gauge.getValue();
        } catch (RuntimeException e) {
            return null;
        }
    }
}
