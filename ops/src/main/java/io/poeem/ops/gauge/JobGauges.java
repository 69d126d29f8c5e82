package io.poeem.ops.gauge;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.DoubleStream;
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

    /** @param shard of many; empty: of the whole subtask */
    private record Key(String task, String subtask, String shard, String name) {

        static Key of(MetricGroup group, String name) {
            Map<String, String> variables = group.getAllVariables();
            return new Key(
                    variables.getOrDefault("<task_name>", ""),
                    variables.getOrDefault("<subtask_index>", ""),
                    variables.getOrDefault("<shard>", ""),
                    name);
        }

        boolean isOfTask() {
            return !task.isEmpty();
        }

        boolean is(String taskBegin, String wanted) {
            return name.equals(wanted) && task.startsWith(taskBegin);
        }
    }

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

    /** The last value of a gauge, summed over subtasks and shards of tasks whose name begins so; 0 when there was none. */
    public static double last(String task, String name) {
        return values(task, name).sum();
    }

    /** The largest of the last values of a gauge; 0 when there was none. */
    public static double most(String task, String name) {
        return values(task, name).max().orElse(0);
    }

    private static DoubleStream values(String task, String name) {
        return LAST.entrySet().stream()
                .filter(entry -> entry.getKey().is(task, name))
                .mapToDouble(Map.Entry::getValue);
    }

    /** The last words of a gauge of a task whose name begins so, of one task that has any; empty when there were none. */
    static Optional<String> lastWords(String task, String name) {
        return WORDS.entrySet().stream()
                .filter(entry ->
                        entry.getKey().is(task, name) && !entry.getValue().isEmpty())
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
        Key key = Key.of(group, name);
        if (key.isOfTask()) {
            LIVE.put(key, metric);
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        Key key = Key.of(group, name);
        if (key.isOfTask()) {
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
