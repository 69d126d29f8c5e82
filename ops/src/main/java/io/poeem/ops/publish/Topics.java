package io.poeem.ops.publish;

import io.poeem.ops.broker.TopicReady;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Topics of one cluster: looked up, and made where they are missing. */
public final class Topics implements AutoCloseable {

    private static final int TIMEOUT_SECONDS = 30;

    private final String bootstrap;
    private final Admin admin;

    public Topics(String bootstrap) {
        this.bootstrap = bootstrap;
        this.admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_SECONDS * 1000));
    }

    /**
     * Makes the topic when it is not there, its records kept for ever; waits until it is served.
     *
     * @return the number of partitions it has, which differs from those wanted when it was there already
     */
    public int ensure(String topic, int partitions) {
        Optional<Integer> there = partitions(topic);
        if (there.isPresent()) {
            return there.get();
        }
        NewTopic made = new NewTopic(topic, Optional.of(partitions), Optional.empty())
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1",
                        TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
                        String.valueOf(Long.MAX_VALUE)));
        try {
            admin.createTopics(List.of(made)).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw fault("create the topic " + topic, e.getCause());
            }
        } catch (TimeoutException e) {
            throw fault("create the topic " + topic, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        TopicReady.await(admin, topic, TIMEOUT_SECONDS);
        return partitions(topic).orElseThrow();
    }

    /** Waits until a topic that was just made, by whomever, is served. */
    public void await(String topic) {
        TopicReady.await(admin, topic, TIMEOUT_SECONDS);
    }

    /** How many partitions the topic has; empty when there is no such topic. */
    public Optional<Integer> partitions(String topic) {
        try {
            return Optional.of(admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .get(topic)
                    .partitions()
                    .size());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw fault("look up the topic " + topic, e.getCause());
        } catch (TimeoutException e) {
            throw fault("look up the topic " + topic, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }

    private PublishException fault(String what, Throwable cause) {
        String why =
                cause instanceof TimeoutException || cause instanceof org.apache.kafka.common.errors.TimeoutException
                        ? "no answer within " + TIMEOUT_SECONDS + " s; is there a broker at " + bootstrap + "?"
                        : cause.getMessage();
        return new PublishException("Cannot " + what + " at " + bootstrap + ": " + why, cause);
    }

    private static PublishException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new PublishException("Interrupted", e);
    }
}
