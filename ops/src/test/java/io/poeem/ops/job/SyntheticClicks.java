package io.poeem.ops.job;

import io.poeem.schemas.Click;
import io.poeem.schemas.Item;
import io.poeem.schemas.Limits;
import io.poeem.schemas.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A small world: users with a taste each, items of as many kinds, and clicks whose times now and then go back. */
final class SyntheticClicks {

    static final long BEGIN = 1_400_000_000_000L;

    private static final int USERS = 400;
    private static final int ITEMS = 3_000;
    private static final int TASTES = 10;
    private static final long STEP_MILLIS = 20_000;

    private SyntheticClicks() {}

    static List<Click> clicks(int n) {
        Random random = new Random(5);
        List<Click> clicks = new ArrayList<>(n);
        long time = BEGIN;
        for (int i = 0; i < n; i++) {
            time += random.nextLong(STEP_MILLIS);
            int user = random.nextInt(USERS);
            int item = Math.floorMod(user + TASTES * (int) Math.abs(random.nextGaussian() * 150), ITEMS);
            long late = random.nextInt(20) == 0 ? random.nextLong(10 * STEP_MILLIS) : 0;
            List<String> context = i % 7 == 0 ? List.of("hour=" + i % 24) : List.of();
            clicks.add(new Click("user-" + user, "item-" + item, time - late, 1f + i % 3, context));
        }
        return clicks;
    }

    static List<Item> items() {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            long time = i % 3 == 0 ? BEGIN + i * 10 * STEP_MILLIS : 0;
            items.add(new Item("item-" + i, time, List.of("kind=" + i % TASTES, "size=" + i % 3), null, i % 50 == 49));
        }
        items.sort(java.util.Comparator.comparingLong(Item::getEventTime));
        return items;
    }

    static void send(String bootstrap, String topic, List<Click> clicks) {
        Wire<Click> wire = Wire.clicks(Limits.EVENTS);
        try (KafkaProducer<byte[], byte[]> producer = producer(bootstrap)) {
            clicks.forEach(click -> producer.send(new ProducerRecord<>(
                    topic, null, click.getEventTime(), bytes(click.getUser()), wire.encode(click))));
        }
    }

    static void sendItems(String bootstrap, String topic, List<Item> items) {
        Wire<Item> wire = Wire.items(Limits.EVENTS);
        try (KafkaProducer<byte[], byte[]> producer = producer(bootstrap)) {
            items.forEach(item ->
                    producer.send(new ProducerRecord<>(topic, null, BEGIN, bytes(item.getId()), wire.encode(item))));
        }
    }

    static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "max.request.size",
                        30 << 20,
                        "buffer.memory",
                        64L << 20,
                        "linger.ms",
                        5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
