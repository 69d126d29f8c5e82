package io.poeem.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.poeem.ops.broker.LocalBroker;
import io.poeem.searcher.IndexSubscriber;
import io.poeem.searcher.SubscriberState;
import io.poeem.state.snapshot.Manifests;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;

/** A subscriber whose topics are deleted and made again at a real broker. */
class RecreatedTopicIT {

    @Test
    void whatWasServedStaysAndTheStateSaysWhatHappened() throws Exception {
        try (LocalBroker broker = LocalBroker.start()) {
            createTopics(broker);
            OneItem.Version first = OneItem.version(1, "first", new byte[0]);
            try (KafkaProducer<byte[], byte[]> producer = OneItem.producer(broker);
                    IndexSubscriber subscriber = IndexSubscriber.builder()
                            .kafka(Map.of("bootstrap.servers", broker.bootstrap()))
                            .build()) {
                OneItem.commit(producer, first);
                OneItem.commit(producer, OneItem.version(2, "second", Manifests.sha256(first.manifest())));
                subscriber.start().get();
                await().until(() -> subscriber.current().version() == 2);
                deleteTopics(broker);
                createTopics(broker);
                OneItem.commit(producer, OneItem.version(1, "of another history", new byte[0]));
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> subscriber.status().state() == SubscriberState.TOPIC_RECREATED);
                assertThat(subscriber.status().message()).contains("deleted and made again");
                assertThat(subscriber.current().version()).isEqualTo(2);
            }
        }
    }

    private static void createTopics(LocalBroker broker) throws Exception {
        broker.createTopic(OneItem.CHUNKS, 1);
        broker.createTopic(OneItem.VERSIONS, 1);
    }

    private static void deleteTopics(LocalBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            admin.deleteTopics(List.of(OneItem.CHUNKS, OneItem.VERSIONS)).all().get();
            await().until(() -> admin.listTopics().names().get().stream()
                    .noneMatch(Set.of(OneItem.CHUNKS, OneItem.VERSIONS)::contains));
        }
    }
}
