package io.poeem.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.poeem.ops.broker.LocalBroker;
import io.poeem.schemas.ChunkRef;
import io.poeem.schemas.IndexChunk;
import io.poeem.schemas.IndexManifest;
import io.poeem.schemas.Limits;
import io.poeem.schemas.Wire;
import io.poeem.searcher.IndexSubscriber;
import io.poeem.searcher.LoadedVersion;
import io.poeem.searcher.Query;
import io.poeem.searcher.SearchOptions;
import io.poeem.searcher.SubscriberStatus;
import io.poeem.searcher.VersionListener;
import io.poeem.searcher.VersionReader;
import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Model;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.state.model.Tower;
import io.poeem.state.snapshot.Manifests;
import io.poeem.state.snapshot.VersionWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A subscriber at a real broker: transactions that stay open or are aborted, and a broker that goes away and comes back. */
class SubscriberIT {

    private static final Shape SHAPE = new Shape(4, 2, 2, 4);
    private static final String CHUNKS = "poeem.index";
    private static final String VERSIONS = "poeem.versions";

    /** A version with one item, whose id tells where it comes from. */
    private record Version(long number, long time, List<byte[]> chunks, byte[] manifest) {}

    private final List<String> served = new CopyOnWriteArrayList<>();

    @Test
    void onlyCommittedVersionsAreServedAndABrokersRestartIsSurvived(@TempDir Path directory) throws Exception {
        LocalBroker broker = LocalBroker.start(directory, 0);
        try {
            broker.createTopic(VERSIONS, 1);
            try (IndexSubscriber subscriber = subscriber(broker);
                    KafkaProducer<byte[], byte[]> producer = producer(broker)) {
                var started = subscriber.start();
                await().until(() -> subscriber.status().lastError().orElse("").contains(CHUNKS));
                broker.createTopic(CHUNKS, 1);

                Version first = version(1, "first", new byte[0]);
                commit(producer, first);
                assertThat(started.get(30, TimeUnit.SECONDS).version()).isEqualTo(1);

                Version taken = version(2, "taken back", Manifests.sha256(first.manifest()));
                producer.beginTransaction();
                send(producer, taken);
                producer.flush();
                awaitInTheLog(broker, taken);
                requireUnseen(subscriber);
                producer.abortTransaction();
                requireUnseen(subscriber);

                Version second = version(2, "second", Manifests.sha256(first.manifest()));
                commit(producer, second);
                await().until(() -> served.size() == 2);

                int port = Integer.parseInt(broker.bootstrap().replaceAll(".*:", ""));
                broker.close();
                assertThat(subscriber.current().version()).isEqualTo(2);
                broker = LocalBroker.start(directory, port);
                commit(producer, version(3, "third", Manifests.sha256(second.manifest())));
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
    private static void awaitInTheLog(LocalBroker broker, Version version) {
        TopicPartition partition = new TopicPartition(VERSIONS, 0);
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

    private static KafkaProducer<byte[], byte[]> producer(LocalBroker broker) {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap(), "transactional.id", "trainer"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    private static void commit(KafkaProducer<byte[], byte[]> producer, Version version) {
        producer.beginTransaction();
        send(producer, version);
        producer.commitTransaction();
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, Version version) {
        byte[] key = "poeem".getBytes(StandardCharsets.UTF_8);
        for (byte[] chunk : version.chunks()) {
            producer.send(new ProducerRecord<>(CHUNKS, 0, version.time(), key, chunk));
        }
        producer.send(new ProducerRecord<>(VERSIONS, 0, version.time(), key, version.manifest()));
    }

    /** Full for the first number, otherwise a delta which replaces the item of the version before. */
    private static Version version(long number, String item, byte[] previousSha256) {
        Wire<IndexChunk> wire = Wire.chunks(Limits.INDEX);
        List<byte[]> chunks = new ArrayList<>();
        VersionWriter writer =
                new VersionWriter("poeem", number, 0, SHAPE, 1_024, chunk -> chunks.add(wire.encode(chunk)));
        writer.model(new Model(
                SHAPE,
                Tower.identity(4),
                Tower.identity(4),
                Rotation.identity(4),
                new Codebooks(SHAPE, new float[] {1, 0, 0, 0, 0, 1, 0, 0}, new float[16]),
                10,
                1,
                0,
                10));
        writer.token("hist=1", new float[] {1, 0, 0, 0}, 0);
        writer.item(item, 0, new byte[2], 0, 1, -1);
        if (number > 1) {
            writer.removedItem(number == 2 ? "first" : "second");
        }
        List<ChunkRef> refs = writer.finish();
        long time = number * 1_000;
        IndexManifest manifest = new IndexManifest(
                "poeem",
                number,
                number == 1 ? -1 : number - 1,
                refs,
                time,
                List.of(),
                ByteBuffer.wrap(new byte[32]),
                Map.of(),
                Map.of(),
                ByteBuffer.wrap(previousSha256),
                ByteBuffer.allocate(32));
        return new Version(number, time, chunks, new Manifests().encode(manifest));
    }
}
