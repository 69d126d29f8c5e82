package io.poeem.ops.run;

import io.poeem.job.options.OptionException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a run decides of the job's settings: where it reads and writes, and that it ends. */
final class RunSettings {

    /** What to do instead of setting these; keys that end in a dot stand for all that begin so. */
    private static final Map<String, String> RESERVED = new LinkedHashMap<>();

    static {
        RESERVED.put("kafka.bootstrap", "replay --bootstrap names a Kafka");
        RESERVED.put("topic.items", "replay --items-topic names a catalogue's topic, --items a file");
        RESERVED.put("topic.clicks", "replay --topic names a topic of clicks, --input a file");
        RESERVED.put("topic.", "each run writes to topics of its own");
        RESERVED.put("namespace", "each run writes under a namespace of its own");
        RESERVED.put("group.id", "each run reads in a group of its own");
        RESERVED.put("source.bounded", "each run ends; train goes on for ever");
        RESERVED.put("source.from", "replay --from says where to begin");
        RESERVED.put("source.from-offsets", "replay --from says where to begin");
        RESERVED.put("source.to", "replay --to says where to stop");
        RESERVED.put("source.to-offsets", "replay --to says where to stop");
    }

    private RunSettings() {}

    /**
     * Refuses what would make the run touch another's topics, or would be silently overruled.
     *
     * @throws OptionException for such a setting, naming the flag to use
     */
    static void check(Plan plan) {
        for (String key : plan.settings().given()) {
            RESERVED.entrySet().stream()
                    .filter(reserved -> key.equals(reserved.getKey())
                            || reserved.getKey().endsWith(".") && key.startsWith(reserved.getKey()))
                    .findFirst()
                    .ifPresent(reserved -> {
                        throw new OptionException("Option \"" + key + "\" cannot be set for a run: "
                                + reserved.getValue() + ". Leave it out of --set and --config.");
                    });
        }
    }

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
        if (plan.input().catalogue().isEmpty()) {
            settings.put("topic.items", "");
        }
        if (plan.input() instanceof Input.Topic topic) {
            settings.put("topic.clicks", topic.name());
            topic.items().ifPresent(items -> settings.put("topic.items", items));
        }
        return settings;
    }
}
