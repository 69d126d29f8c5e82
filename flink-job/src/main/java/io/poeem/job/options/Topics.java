package io.poeem.job.options;

import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;

/**
 * The topics of a job.
 *
 * @param items the catalogue's; empty where the job has no catalogue
 * @param model through which many shards share the model; one shard has no use for it
 */
public record Topics(
        String clicks, Optional<String> items, String rejected, String index, String versions, String model) {

    static Topics of(JobOptions options) {
        return new Topics(
                name(options, KafkaOptions.TOPIC_CLICKS, "clicks"),
                Optional.of(name(options, KafkaOptions.TOPIC_ITEMS, "items")).filter(name -> !name.isEmpty()),
                name(options, KafkaOptions.TOPIC_REJECTED, "rejected"),
                name(options, KafkaOptions.TOPIC_INDEX, "index"),
                name(options, KafkaOptions.TOPIC_VERSIONS, "versions"),
                name(options, KafkaOptions.TOPIC_MODEL, "model"));
    }

    private static String name(JobOptions options, ConfigOption<String> option, String role) {
        String given = options.get(option);
        return given == null ? options.get(KafkaOptions.NAMESPACE) + "." + role : given;
    }
}
