package io.poeem.job.preflight;

import io.poeem.job.model.ModelToKafka;
import io.poeem.job.options.JobOptions;
import io.poeem.job.options.KafkaOptions;
import io.poeem.job.options.Topics;
import io.poeem.job.options.VersionOptions;
import io.poeem.job.sink.Sinks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;

/** Makes sure that topics exist. */
final class TopicSetup {

    /** What shards told each other is of use until the checkpoints before it are gone. */
    private static final long MODEL_RETENTION_MILLIS = 7 * 86_400_000L;

    private static final int TRIES = 300;
    private static final long PAUSE_MILLIS = 100;

    private final JobOptions options;
    private final Broker broker;

    TopicSetup(JobOptions options, Broker broker) {
        this.options = options;
        this.broker = broker;
    }

    /** Partitions by topic, after creating what is missing, if the options allow it. Input topics come first in {@code names}. */
    Map<String, Integer> ensure(List<String> names) {
        Map<String, Integer> found = broker.partitions(names);
        List<String> missing =
                names.stream().filter(name -> !found.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            if (!options.get(KafkaOptions.TOPICS_CREATE)) {
                throw new PreflightException(
                        "Missing topics: " + String.join(", ", missing)
                                + ". Create them, or set \"topics.create\" to true; a job without a catalogue sets \"topic.items\" to nothing.");
            }
            inputsFirst(missing).forEach(name -> broker.create(topic(name)));
            await(names);
        }
        return broker.partitions(names);
    }

    private List<String> inputsFirst(List<String> names) {
        String last = options.topics().rejected();
        return names.stream()
                .sorted(java.util.Comparator.comparing(last::equals))
                .toList();
    }

    private NewTopic topic(String name) {
        Topics topics = options.topics();
        Map<String, String> settings = new HashMap<>(Map.of("retention.ms", "-1", "cleanup.policy", "delete"));
        if (name.equals(topics.rejected())) {
            settings.put("max.message.bytes", String.valueOf(largestInput() + Sinks.OVERHEAD_BYTES));
        } else if (name.equals(topics.index()) || name.equals(topics.versions())) {
            long most = Math.max(1 << 20, options.get(VersionOptions.CHUNK).getBytes() + Sinks.OVERHEAD_BYTES);
            settings.put("max.message.bytes", String.valueOf(most));
            settings.put("message.timestamp.type", "CreateTime");
            settings.put("message.timestamp.after.max.ms", String.valueOf(Long.MAX_VALUE));
        }
        if (name.equals(topics.model())) {
            settings.put("retention.ms", String.valueOf(MODEL_RETENTION_MILLIS));
        }
        int replicas = options.get(KafkaOptions.TOPICS_REPLICATION);
        return new NewTopic(
                        name,
                        Optional.of(partitions(name)),
                        replicas < 1 ? Optional.empty() : Optional.of((short) replicas))
                .configs(settings);
    }

    private int partitions(String name) {
        Topics topics = options.topics();
        if (name.equals(topics.clicks())) {
            return options.get(KafkaOptions.TOPICS_PARTITIONS);
        }
        return name.equals(topics.model()) ? ModelToKafka.PARTITIONS : 1;
    }

    private int largestInput() {
        Topics topics = options.topics();
        List<String> inputs = new java.util.ArrayList<>(List.of(topics.clicks()));
        topics.items().ifPresent(inputs::add);
        await(inputs);
        return inputs.stream()
                .mapToInt(input -> Integer.parseInt(broker.topic(input).get("max.message.bytes")))
                .max()
                .orElseThrow();
    }

    /** A new topic is not known everywhere at once. */
    private void await(List<String> names) {
        for (int i = 0; i < TRIES; i++) {
            if (broker.partitions(names).size() == names.size()) {
                return;
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new PreflightException("Interrupted while waiting for new topics.", e);
            }
        }
        throw new PreflightException("The new topics among " + names + " did not appear within "
                + TRIES * PAUSE_MILLIS / 1_000 + " s. Are the brokers overloaded, or auto-deletion on?");
    }
}
