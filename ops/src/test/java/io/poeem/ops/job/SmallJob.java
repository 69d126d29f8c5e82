package io.poeem.ops.job;

import io.poeem.job.options.JobOptions;
import java.util.HashMap;
import java.util.Map;

/** A bounded job with a small model. */
final class SmallJob {

    private SmallJob() {}

    static JobOptions options(String bootstrap, String namespace, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.ofEntries(
                Map.entry("kafka.bootstrap", bootstrap),
                Map.entry("namespace", namespace),
                Map.entry("topic.clicks", "clicks"),
                Map.entry("topic.items", "items"),
                Map.entry("topics.create", "true"),
                Map.entry("source.bounded", "true"),
                Map.entry("model.dims", "16"),
                Map.entry("coarse.centroids", "8"),
                Map.entry("codebook.centroids", "16"),
                Map.entry("codebook.subspaces", "4"),
                Map.entry("batch.size", "64"),
                Map.entry("warmup.examples", "1000"),
                Map.entry("warmstart.sample", "512"),
                Map.entry("snapshot.interval", "1 h"),
                Map.entry("full.versions", "5"),
                Map.entry("refresh.versions", "4"),
                Map.entry("checkpoint.interval", "100 ms"),
                Map.entry("flink.restart-strategy.type", "fixed-delay"),
                Map.entry("flink.restart-strategy.fixed-delay.attempts", "3"),
                Map.entry("flink.restart-strategy.fixed-delay.delay", "100 ms")));
        all.putAll(settings);
        return JobOptions.of(all);
    }
}
