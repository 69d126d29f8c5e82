package io.poeem.ops.command;

import io.poeem.job.options.JobOptions;
import io.poeem.ops.run.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a published index is: on which Kafka, how to reach it, and in which topics. */
final class IndexOptions {

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Kafka (default: 127.0.0.1:9092, where 'poeem broker' listens).")
    private String bootstrap;

    @Option(
            names = "--kafka",
            paramLabel = "KEY=VALUE",
            description = "Property of the Kafka client, such as security.protocol=SASL_SSL; may be repeated.")
    private Map<String, String> kafka = new LinkedHashMap<>();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The job's file of options: says where Kafka is, what its clients need (kafka.client.), and the topics. The options here go before it.")
    private Path config;

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            description = "Prefix of the topics .index and .versions (default: poeem).")
    private String namespace;

    @Option(names = "--index", paramLabel = "NAME", description = "Name of the index (default: poeem).")
    private String index;

    /** @throws io.poeem.job.options.OptionException for a key or a value that cannot be used */
    JobOptions options() {
        Map<String, String> firm = new LinkedHashMap<>();
        put(firm, "kafka.bootstrap", bootstrap);
        put(firm, "namespace", namespace);
        put(firm, "index.name", index);
        kafka.forEach((key, value) -> firm.put("kafka.client." + key, value));
        return new Settings(Optional.ofNullable(config), List.of())
                .with(Map.of("kafka.bootstrap", "127.0.0.1:9092"), firm);
    }

    private static void put(Map<String, String> settings, String key, String value) {
        if (value != null) {
            settings.put(key, value);
        }
    }
}
