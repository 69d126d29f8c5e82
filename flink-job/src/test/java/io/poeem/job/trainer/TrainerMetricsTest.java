package io.poeem.job.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.train.publish.VersionSummary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class TrainerMetricsTest {

    private final Map<String, Gauge<?>> gauges = new HashMap<>();
    private final Map<String, Counter> counters = new HashMap<>();
    private final TrainerMetrics metrics = new TrainerMetrics(new Group(""));

    @Test
    void everyFigureOfAVersionsHealthIsAGaugeOfItsName() {
        metrics.published(version(Map.of("codebook.3.kl", 0.25, "loss", 2.0)));
        metrics.published(version(Map.of("codebook.3.kl", 0.5, "index.unique_codes", 7.0)));
        assertThat(value("health.codebook.3.kl")).isEqualTo(0.5);
        assertThat(value("health.loss")).as("left out by the newest version").isEqualTo(2.0);
        assertThat(value("health.index.unique_codes")).isEqualTo(7.0);
    }

    @Test
    void aHeldBackVersionShowsItsReasonUntilOneGoesOut() {
        metrics.heldBack("canary_recall is 0.1, below 0.2", Map.of("canary_recall", 0.1));
        metrics.heldBack("canary_recall is 0.15, below 0.2", Map.of("canary_recall", 0.15));
        assertThat(value("heldBackInARow")).isEqualTo(2L);
        assertThat(value("heldBackReason")).isEqualTo("canary_recall is 0.15, below 0.2");
        assertThat(value("health.canary_recall")).isEqualTo(0.15);
        assertThat(counters.get("heldBackVersions").getCount()).isEqualTo(2);

        metrics.published(version(Map.of("canary_recall", 0.3)));
        assertThat(value("heldBackInARow")).isEqualTo(0L);
        assertThat(value("heldBackReason")).isEqualTo("");
        assertThat(value("health.canary_recall")).isEqualTo(0.3);
        assertThat(counters.get("heldBackVersions").getCount()).isEqualTo(2);
    }

    @Test
    void aRoundOfWhichNothingWentOutIsNotCounted() {
        metrics.contributed(0);
        metrics.contributed(80);
        assertThat(counters.get("rounds").getCount()).isEqualTo(1);
        assertThat(counters.get("contributedBytes").getCount()).isEqualTo(80);
    }

    private Object value(String gauge) {
        assertThat(gauges).containsKey(gauge);
        return gauges.get(gauge).getValue();
    }

    private static VersionSummary version(Map<String, Double> health) {
        return new VersionSummary(1, -1, List.of(), Map.of(), health);
    }

    /** Keeps what is registered, by its name with the groups' before it. */
    private final class Group extends UnregisteredMetricsGroup {

        private final String prefix;

        Group(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            assertThat(gauges.put(prefix + name, gauge)).as(name).isNull();
            return gauge;
        }

        @Override
        public Counter counter(String name) {
            return counters.computeIfAbsent(prefix + name, key -> super.counter(key));
        }

        @Override
        public MetricGroup addGroup(String name) {
            return new Group(prefix + name + ".");
        }
    }
}
