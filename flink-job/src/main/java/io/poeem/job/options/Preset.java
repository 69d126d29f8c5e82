package io.poeem.job.options;

import io.poeem.train.LearnerOptions;
import java.util.Map;

/** Sets of defaults. What is set by hand goes before a preset. */
public enum Preset {
    /** What serves real logs best: history, catalogue features, popularity. */
    DEFAULT(Map.of()),

    /** The setting of the method's authors: scale 30, no popularity, towers of ids only. */
    POEEM(Map.ofEntries(
            Map.entry("scale", "30"),
            Map.entry("batch.size", "128"),
            Map.entry("mask.same-user", "false"),
            Map.entry("rows.learning-rate", "0.1"),
            Map.entry("rows.initial-norm", String.valueOf(LearnerOptions.poeemNorm(64))),
            Map.entry("tower.learning-rate", "0.1"),
            Map.entry("codebook.rule", "adagrad"),
            Map.entry("codebook.learning-rate", "0.1"),
            Map.entry("popularity.weight", "0"),
            Map.entry("warmup.examples", String.valueOf(2_048 * 128)),
            Map.entry("query.user", "true"),
            Map.entry("query.history", "false"),
            Map.entry("query.last", "false"),
            Map.entry("query.context", "false"),
            Map.entry("item.features", "false"),
            Map.entry("index.unclicked", "false")));

    private final Map<String, String> settings;

    Preset(Map<String, String> settings) {
        this.settings = settings;
    }

    /** What the preset sets, other than the options' defaults. */
    public Map<String, String> settings() {
        return settings;
    }
}
