package io.poeem.job.preflight;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Questions to Kafka, answered or failed within a time. */
final class Broker implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(1);

    private final Admin admin;
    private final String bootstrap;
    private final Duration patience;

    Broker(Properties client) {
        this(client, PATIENCE);
    }

    /** @param patience with each answer */
    Broker(Properties client, Duration patience) {
        this.bootstrap = client.getProperty("bootstrap.servers");
        this.admin = Admin.create(client);
        this.patience = patience;
    }

    /** Partitions of the topics that exist. */
    Map<String, Integer> partitions(Collection<String> topics) {
        Map<String, Integer> partitions = new HashMap<>();
        admin.describeTopics(topics).topicNameValues().forEach((topic, future) -> {
            try {
                TopicDescription description = ask(future);
                partitions.put(topic, description.partitions().size());
            } catch (UnknownTopicOrPartitionException missing) {
                // Left out of the answer.
            }
        });
        return partitions;
    }

    void create(NewTopic topic) {
        try {
            ask(admin.createTopics(List.of(topic)).all());
        } catch (TopicExistsException e) {
            // Somebody was faster; its settings are checked like any other's.
        }
    }

    /** A topic's settings. */
    Map<String, String> topic(String name) {
        return describe(new ConfigResource(ConfigResource.Type.TOPIC, name));
    }

    /** The settings of one broker of the cluster. */
    Map<String, String> broker() {
        String id = ask(admin.describeCluster().nodes()).iterator().next().idString();
        return describe(new ConfigResource(ConfigResource.Type.BROKER, id));
    }

    /** Ends of committed records. */
    Map<TopicPartition, Long> ends(String topic, int partitions) {
        return offsets(topic, partitions, OffsetSpec.latest(), info -> info.offset());
    }

    /** First offsets at or after a time; negative where there are none. */
    Map<TopicPartition, Long> at(String topic, int partitions, long millis) {
        return offsets(topic, partitions, OffsetSpec.forTimestamp(millis), info -> info.offset());
    }

    @Override
    public void close() {
        admin.close(CLOSE_WAIT); // or it would wait for what nobody answers any more
    }

    private Map<TopicPartition, Long> offsets(
            String topic, int partitions, OffsetSpec spec, Function<ListOffsetsResultInfo, Long> offset) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            wanted.put(new TopicPartition(topic, partition), spec);
        }
        ListOffsetsOptions committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
        return ask(admin.listOffsets(wanted, committed).all()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> offset.apply(entry.getValue())));
    }

    private Map<String, String> describe(ConfigResource resource) {
        Config config = ask(admin.describeConfigs(List.of(resource)).all()).get(resource);
        Map<String, String> settings = new HashMap<>();
        config.entries().forEach(entry -> settings.put(entry.name(), entry.value()));
        return settings;
    }

    private <T> T ask(KafkaFuture<T> future) {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException missing) {
                throw missing;
            } else if (e.getCause() instanceof TopicExistsException exists) {
                throw exists;
            }
            throw new PreflightException(
                    "Kafka at " + bootstrap + " refuses: " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new PreflightException(
                    "Kafka at " + bootstrap + " does not answer within " + patience.toSeconds()
                            + " s. Is it running there, and does kafka.client. hold what it wants (security.protocol)?",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PreflightException("Interrupted while asking Kafka at " + bootstrap + ".", e);
        }
    }
}
