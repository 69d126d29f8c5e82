package io.poeem.job.options;

import java.util.Map;

/** Sets of defaults. What is set by hand goes before a preset. */
public enum Preset {
    /** What serves real logs best: history, catalogue features, popularity. */
    DEFAULT(Map.of()),

    /** The setting of the method's authors: scale 30, no popularity, towers of ids only. */
    POEEM(Map.of(
            "scale", "30",
            "popularity.weight", "0",
            "query.user", "true",
            "query.history", "false",
            "query.last", "false",
            "query.context", "false",
            "item.features", "false"));

    private final Map<String, String> settings;

    Preset(Map<String, String> settings) {
        this.settings = settings;
    }

    /** What the preset sets, other than the options' defaults. */
    public Map<String, String> settings() {
        return settings;
    }
}
