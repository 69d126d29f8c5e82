package io.poeem.ops.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.ops.broker.LocalBroker;
import io.poeem.ops.console.Progress;
import io.poeem.ops.csv.BadLine;
import io.poeem.ops.csv.Catalogue;
import io.poeem.ops.csv.ClickColumns;
import io.poeem.ops.csv.ClickRow;
import io.poeem.ops.csv.ItemRow;
import io.poeem.ops.range.Window;
import io.poeem.schemas.Click;
import io.poeem.schemas.Item;
import io.poeem.schemas.Limits;
import io.poeem.schemas.Wire;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherIT {

    private static final long NOW = 1_700_000_000_000L;

    private static LocalBroker broker;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        broker = LocalBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void clicksOfAFileComeBackAsTheyWereAndInOrder() throws Exception {
        Path file = Files.writeString(
                directory.resolve("f.csv"),
                "timestamp_ms,user_id,item_id,weight,device\n1000,u1,i1,2,phone\nbad\n2000,u2,i2,1,\n3000,u1,i3,0.5,tv\n");
        List<BadLine> bad = new ArrayList<>();
        broker.createTopic("clicks", 1);
        try (Publisher publisher = publisher()) {
            ClickColumns columns = new ClickColumns(Optional.empty(), List.of("device"));
            assertThat(new Feed(publisher, bad::add).clicks(file, columns, Window.ALL, "clicks", 0, Progress.silent()))
                    .isEqualTo(3);
        }
        Wire<Click> wire = Wire.clicks(Limits.EVENTS);
        List<ConsumerRecord<byte[], byte[]>> records = read("clicks", 3);
        assertThat(records).extracting(ConsumerRecord::timestamp).containsExactly(1000L, 2000L, 3000L);
        assertThat(records)
                .extracting(r -> new String(r.key(), StandardCharsets.UTF_8))
                .containsExactly("u1", "u2", "u1");
        ConsumerRecord<byte[], byte[]> first = records.get(0);
        assertThat(wire.decode(first.value())).isEqualTo(new Click("u1", "i1", 1000L, 2f, List.of("device=phone")));
        assertThat(ByteBuffer.wrap(
                                first.headers().lastHeader(Publisher.PUBLISHED).value())
                        .getLong())
                .isEqualTo(NOW);
        assertThat(bad).extracting(BadLine::line).containsExactly(3L);
    }

    @Test
    void liveClicksAreOfTheTimeOfPublishingForTheBroker() throws Exception {
        broker.createTopic("live", 1);
        try (Publisher publisher = new Publisher(broker.bootstrap(), () -> NOW, true)) {
            publisher.click("live", new ClickRow(2, 1000, "u1", "i1", 1, List.of()));
            publisher.flush();
        }
        ConsumerRecord<byte[], byte[]> record = read("live", 1).get(0);
        assertThat(record.timestamp()).isEqualTo(NOW);
        assertThat(Wire.clicks(Limits.EVENTS).decode(record.value()).getEventTime())
                .isEqualTo(1000L);
    }

    @Test
    void aClickOfAClockThatIsDecadesAheadIsPublishedForTheJobToReject() throws Exception {
        Path file = Files.writeString(
                directory.resolve("f.csv"),
                "timestamp_ms,user_id,item_id\n1000,u1,i1\n4102444800000,u2,i2\n2000,u3,i3\n");
        broker.createTopic("ahead", 1);
        try (Publisher publisher = publisher()) {
            ClickColumns columns = new ClickColumns(Optional.empty(), List.of());
            assertThat(new Feed(publisher, line -> {}).clicks(file, columns, Window.ALL, "ahead", 0, Progress.silent()))
                    .isEqualTo(3);
        }
        assertThat(read("ahead", 3))
                .extracting(ConsumerRecord::timestamp)
                .containsExactly(1000L, 4102444800000L, 2000L);
    }

    @Test
    void aCatalogueComesBackWithFeaturesAndTitles() throws Exception {
        broker.createTopic("items", 1);
        try (Publisher publisher = publisher()) {
            ItemRow film = new ItemRow("1", "Heat (1995)", List.of("genre=Crime"));
            new Feed(publisher, line -> {}).items(new Catalogue(List.of(film), List.of()), "items", Progress.silent());
        }
        ConsumerRecord<byte[], byte[]> record = read("items", 1).get(0);
        Item item = Wire.items(Limits.EVENTS).decode(record.value());
        assertThat(item.getId()).isEqualTo("1");
        assertThat(item.getTitle()).isEqualTo("Heat (1995)");
        assertThat(item.getFeatures()).containsExactly("genre=Crime");
    }

    @Test
    void aRecordThatTheBrokerRefusesFailsThePublication() {
        broker.createTopic("small", 1, Map.of("max.message.bytes", "100"));
        StringBuilder long_ = new StringBuilder();
        new Random(1).ints(3000, 'a', 'z').forEach(c -> long_.append((char) c));
        try (Publisher publisher = publisher()) {
            publisher.item("small", new ItemRow("2", long_.toString(), List.of()));
            assertThatThrownBy(publisher::flush)
                    .isInstanceOf(PublishException.class)
                    .hasMessageContaining("small");
        }
    }

    @Test
    void aTopicIsMadeOnce() {
        try (Topics topics = new Topics(broker.bootstrap())) {
            assertThat(topics.partitions("made")).isEmpty();
            assertThat(topics.ensure("made", 3)).isEqualTo(3);
            assertThat(topics.ensure("made", 5)).isEqualTo(3);
        }
    }

    private static Publisher publisher() {
        return new Publisher(broker.bootstrap(), () -> NOW);
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic, int n) {
        Map<String, Object> properties = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrap());
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return records.size() >= n;
            });
        }
        return records;
    }
}
