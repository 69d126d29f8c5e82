package io.poeem.ops.run;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a run decides of the job's settings: where it reads and writes, and that it ends. */
final class RunSettings {

    private RunSettings() {}

    /** @param clicks how many the run will publish; negative: none */
    static Map<String, String> of(Plan plan, String bootstrap, long clicks) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("kafka.bootstrap", bootstrap);
        settings.put("namespace", plan.namespace());
        settings.put("source.bounded", "true");
        settings.put("topics.create", "true");
        if (clicks >= 0) {
            settings.put("source.to-offsets", "0:" + clicks);
        }
        if (plan.input() instanceof Input.Topic topic) {
            settings.put("topic.clicks", topic.name());
            settings.put("source.from", topic.from());
            settings.put("source.to", topic.to());
        }
        if (plan.input().catalogue().isEmpty()) {
            settings.put("topic.items", "");
        }
        return settings;
    }
}
