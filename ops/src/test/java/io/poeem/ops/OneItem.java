package io.poeem.ops;

import io.poeem.ops.broker.LocalBroker;
import io.poeem.schemas.ChunkRef;
import io.poeem.schemas.IndexChunk;
import io.poeem.schemas.IndexManifest;
import io.poeem.schemas.Limits;
import io.poeem.schemas.Wire;
import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Model;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.state.model.Tower;
import io.poeem.state.snapshot.Manifests;
import io.poeem.state.snapshot.VersionWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The smallest versions that can be served: one item each, whose id tells where it comes from. */
final class OneItem {

    static final String CHUNKS = "poeem.index";
    static final String VERSIONS = "poeem.versions";
    private static final Shape SHAPE = new Shape(4, 2, 2, 4);

    private OneItem() {}

    record Version(long number, long time, List<byte[]> chunks, byte[] manifest) {}

    static KafkaProducer<byte[], byte[]> producer(LocalBroker broker) {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap(), "transactional.id", "trainer"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    static void commit(KafkaProducer<byte[], byte[]> producer, Version version) {
        producer.beginTransaction();
        send(producer, version);
        producer.commitTransaction();
    }

    static void send(KafkaProducer<byte[], byte[]> producer, Version version) {
        byte[] key = "poeem".getBytes(StandardCharsets.UTF_8);
        for (byte[] chunk : version.chunks()) {
            producer.send(new ProducerRecord<>(CHUNKS, 0, version.time(), key, chunk));
        }
        producer.send(new ProducerRecord<>(VERSIONS, 0, version.time(), key, version.manifest()));
    }

    /** Full for the first number, otherwise a delta which replaces the item of the version before. */
    static Version version(long number, String item, byte[] previousSha256) {
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
