package io.poeem.ops.publish;

import io.poeem.ops.csv.ClickRow;
import io.poeem.ops.csv.ItemRow;
import io.poeem.schemas.Click;
import io.poeem.schemas.Item;
import io.poeem.schemas.Limits;
import io.poeem.schemas.Wire;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Clicks and items to Kafka, in the order of the calls, without duplicates by retries.
 *
 * <p>A click's record has the user's id as key, the event time as timestamp, and a header {@value #PUBLISHED} with the wall
 * clock (8 bytes, big-endian, ms) of its publication, from which freshness is measured. One thread at a time.
 */
public final class Publisher implements AutoCloseable {

    public static final String PUBLISHED = "published";

    private static final int BATCH_BYTES = 128 * 1024;
    private static final int BUFFER_BYTES = 32 * 1024 * 1024;

    private final KafkaProducer<byte[], byte[]> producer;
    private final LongSupplier wallClock;
    private final boolean live;
    private final Wire<Click> clicks = Wire.clicks(Limits.EVENTS);
    private final Wire<Item> items = Wire.items(Limits.EVENTS);
    private final AtomicReference<PublishException> failure = new AtomicReference<>();

    public Publisher(String bootstrap, LongSupplier wallClock) {
        this(bootstrap, wallClock, false);
    }

    /**
     * @param live whether a click's Kafka timestamp is when it is published, not its event time. A broker that starts again
     *     forgets producers whose newest timestamp is older than its {@code producer.id.expiration.ms}, a day, and with them
     *     which batches it has already: one that is sent again for want of an answer would be there twice.
     */
    public Publisher(String bootstrap, LongSupplier wallClock, boolean live) {
        this.wallClock = wallClock;
        this.live = live;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        BATCH_BYTES,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        BUFFER_BYTES,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** @throws PublishException when this or an earlier record was refused */
    public void click(String topic, ClickRow row) {
        Click click = Click.newBuilder()
                .setUser(row.user())
                .setItem(row.item())
                .setEventTime(row.eventTime())
                .setWeight(row.weight())
                .setContext(row.context())
                .build();
        long now = wallClock.getAsLong();
        List<Header> headers = List.of(new RecordHeader(
                PUBLISHED, ByteBuffer.allocate(Long.BYTES).putLong(now).array()));
        send(new ProducerRecord<>(
                topic, null, live ? now : row.eventTime(), utf8(row.user()), clicks.encode(click), headers));
    }

    /** @throws PublishException when this or an earlier record was refused */
    public void item(String topic, ItemRow row) {
        Item item = Item.newBuilder()
                .setId(row.id())
                .setEventTime(row.eventTime())
                .setTitle(row.title())
                .setFeatures(row.features())
                .build();
        send(new ProducerRecord<>(topic, null, row.eventTime(), utf8(row.id()), items.encode(item)));
    }

    /** Returns when everything is with the broker. */
    public void flush() {
        producer.flush();
        check();
    }

    @Override
    public void close() {
        producer.close();
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        check();
        producer.send(record, (metadata, e) -> {
            if (e != null) {
                failure.compareAndSet(
                        null,
                        new PublishException(
                                "The broker refused a record of " + record.topic() + ": " + e.getMessage(), e));
            }
        });
    }

    private void check() {
        PublishException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    private static byte[] utf8(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }
}
