package io.poeem.ops.versions;

import io.poeem.ops.run.RunException;
import io.poeem.schemas.IndexPin;
import io.poeem.schemas.Limits;
import io.poeem.schemas.Wire;
import io.poeem.searcher.topic.LogPinSource;
import io.poeem.searcher.topic.Pin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The compacted topic that says where an index is pinned. Made when the first pin is set. */
public final class PinTopic {

    private static final long PATIENCE_SECONDS = 30;

    private final Properties client;
    private final String topic;

    /** @param client properties of Kafka's clients */
    public PinTopic(Properties client, String topic) {
        this.client = client;
        this.topic = topic;
    }

    /**
     * Returns when the pin is in the topic.
     *
     * @param version empty: the newest
     * @throws RunException if Kafka does not take it
     */
    public Pin set(String index, OptionalLong version, String reason, long time) {
        byte[] value = Wire.pins(Limits.PINS).encode(new IndexPin(index, version.orElse(Pin.NO_VERSION), time, reason));
        create();
        Map<String, Object> properties = new HashMap<>();
        client.forEach((key, property) -> properties.put(key.toString(), property));
        properties.put("acks", "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            await(producer.send(new ProducerRecord<>(topic, 0, time, LogPinSource.key(index), value)));
        }
        return new Pin(version, time, reason);
    }

    private void create() {
        NewTopic settings = new NewTopic(topic, Optional.of(1), Optional.empty())
                .configs(Map.of("cleanup.policy", "compact", "message.timestamp.type", "CreateTime"));
        try (Admin admin = Admin.create(client)) {
            await(admin.createTopics(List.of(settings)).all());
        } catch (RunException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private void await(java.util.concurrent.Future<?> done) {
        try {
            done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new RunException(
                    "The pin cannot be set in topic " + topic + ": "
                            + e.getCause().getMessage(),
                    e.getCause());
        } catch (TimeoutException e) {
            throw new RunException("The pin cannot be set in topic " + topic + ": Kafka does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunException("Interrupted while setting the pin", e);
        }
    }
}
