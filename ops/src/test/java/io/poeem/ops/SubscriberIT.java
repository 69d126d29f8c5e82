package io.poeem.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.poeem.ops.broker.LocalBroker;
import io.poeem.searcher.IndexSubscriber;
import io.poeem.searcher.LoadedVersion;
import io.poeem.searcher.Query;
import io.poeem.searcher.SearchOptions;
import io.poeem.searcher.SubscriberStatus;
import io.poeem.searcher.VersionListener;
import io.poeem.searcher.VersionReader;
import io.poeem.state.snapshot.Manifests;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A subscriber at a real broker: transactions that stay open or are aborted, and a broker that goes away and comes back. */
class SubscriberIT {

    private final List<String> served = new CopyOnWriteArrayList<>();

    @Test
    void onlyCommittedVersionsAreServedAndABrokersRestartIsSurvived(@TempDir Path directory) throws Exception {
        LocalBroker broker = LocalBroker.start(directory, 0);
        try {
            broker.createTopic(OneItem.VERSIONS, 1);
            try (IndexSubscriber subscriber = subscriber(broker);
                    KafkaProducer<byte[], byte[]> producer = OneItem.producer(broker)) {
                var started = subscriber.start();
                await().until(() -> subscriber.status().lastError().orElse("").contains(OneItem.CHUNKS));
                broker.createTopic(OneItem.CHUNKS, 1);

                OneItem.Version first = OneItem.version(1, "first", new byte[0]);
                OneItem.commit(producer, first);
                assertThat(started.get(30, TimeUnit.SECONDS).version()).isEqualTo(1);

                OneItem.Version taken = OneItem.version(2, "taken back", Manifests.sha256(first.manifest()));
                producer.beginTransaction();
                OneItem.send(producer, taken);
                producer.flush();
                awaitInTheLog(broker, taken);
                requireUnseen(subscriber);
                producer.abortTransaction();
                requireUnseen(subscriber);

                OneItem.Version second = OneItem.version(2, "second", Manifests.sha256(first.manifest()));
                OneItem.commit(producer, second);
                await().until(() -> served.size() == 2);

                int port = Integer.parseInt(broker.bootstrap().replaceAll(".*:", ""));
                broker.close();
                assertThat(subscriber.current().version()).isEqualTo(2);
                broker = LocalBroker.start(directory, port);
                OneItem.commit(producer, OneItem.version(3, "third", Manifests.sha256(second.manifest())));
                await().atMost(Duration.ofSeconds(30)).until(() -> served.size() == 3);

                assertThat(served).containsExactly("first", "second", "third");
                assertThat(subscriber.status().failures()).isEmpty();
            }
            assertThat(readAll(broker)).containsExactly("first", "second", "third");
            assertThat(read(broker, 2)).isEqualTo("second");
        } finally {
            broker.close();
        }
    }

    private IndexSubscriber subscriber(LocalBroker broker) {
        return IndexSubscriber.builder()
                .kafka(Map.of("bootstrap.servers", broker.bootstrap()))
                .listener(new VersionListener() {
                    @Override
                    public void onVersion(LoadedVersion loaded) {
                        served.add(onlyItem(loaded));
                    }
                })
                .build();
    }

    private void requireUnseen(IndexSubscriber subscriber) {
        await().during(Duration.ofMillis(700)).atMost(Duration.ofSeconds(10)).until(() -> {
            SubscriberStatus status = subscriber.status();
            return status.current().getAsLong() == 1 && status.wanted().getAsLong() == 1;
        });
    }

    private static List<String> readAll(LocalBroker broker) {
        List<String> read = new ArrayList<>();
        try (VersionReader reader = VersionReader.builder()
                .kafka(Map.of("bootstrap.servers", broker.bootstrap()))
                .open()) {
            reader.forEachRemaining(loaded -> read.add(onlyItem(loaded)));
        }
        return read;
    }

    private static String read(LocalBroker broker, long version) {
        return onlyItem(VersionReader.builder()
                .kafka(Map.of("bootstrap.servers", broker.bootstrap()))
                .load(version));
    }

    private static String onlyItem(LoadedVersion loaded) {
        List<String> ids = loaded.searcher()
                .search(Query.tokens("hist=1"), SearchOptions.defaults())
                .ids();
        assertThat(ids).hasSize(1);
        return ids.get(0);
    }

    /** Both records of the manifest's topic are there for whoever reads uncommitted ones. */
    private static void awaitInTheLog(LocalBroker broker, OneItem.Version version) {
        TopicPartition partition = new TopicPartition(OneItem.VERSIONS, 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrap()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<byte[]> values = new ArrayList<>();
            await().until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
                return values.stream().anyMatch(value -> Arrays.equals(value, version.manifest()));
            });
        }
    }
}
