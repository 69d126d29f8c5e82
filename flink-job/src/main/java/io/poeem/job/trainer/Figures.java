package io.poeem.job.trainer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.MetricGroup;

/**
 * A gauge for every figure of a version's health, in the group {@code health} and under the manifest's names; made with the
 * first version that has it. A gauge shows the newest value; one that a version leaves out keeps the last.
 *
 * <p>Written by the trainer's thread, read by the reporters'.
 */
final class Figures {

    private final MetricGroup group;
    private final Map<String, Double> newest = new ConcurrentHashMap<>();

    Figures(MetricGroup group) {
        this.group = group.addGroup("health");
    }

    void show(Map<String, Double> figures) {
        figures.forEach((name, value) -> {
            if (newest.put(name, value) == null) {
                group.gauge(name, () -> newest.get(name));
            }
        });
    }
}
