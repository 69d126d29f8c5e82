package io.poeem.ops.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBrokerIT {

    @Test
    void aRecordComesBackAndATemporaryDirectoryIsGoneAfterwards() throws Exception {
        Path directory;
        try (LocalBroker broker = LocalBroker.start()) {
            directory = broker.directory();
            broker.createTopic("t", 2);
            send(broker, "t", "hello".getBytes(StandardCharsets.UTF_8));
            assertThat(read(broker, "t")).containsExactly("hello".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(directory).doesNotExist();
    }

    @Test
    void aGivenDirectoryKeepsItsRecordsThoughThePortsChange(@TempDir Path directory) throws Exception {
        try (LocalBroker broker = LocalBroker.start(directory, 0)) {
            broker.createTopic("t", 1);
            send(broker, "t", new byte[] {1, 2, 3});
        }
        try (LocalBroker broker = LocalBroker.start(directory, 0)) {
            assertThat(read(broker, "t")).containsExactly(new byte[] {1, 2, 3});
        }
        assertThat(Files.exists(directory)).isTrue();
    }

    @Test
    void aDirectoryThatABrokerUsesIsRefusedToASecondInOneSentence(@TempDir Path directory) {
        try (LocalBroker first = LocalBroker.start(directory, 0)) {
            first.createTopic("t", 1);
            assertThatThrownBy(() -> LocalBroker.start(directory, 0))
                    .isInstanceOf(BrokerException.class)
                    .hasNoCause()
                    .hasMessageContaining("Another broker is running on " + directory)
                    .hasMessageContaining("--data");
            first.createTopic("still-answering", 1);
        }
    }

    @Test
    void takesARecordOfTenMegabytes() throws Exception {
        try (LocalBroker broker = LocalBroker.start()) {
            broker.createTopic("t", 1);
            byte[] value = new byte[10 * 1024 * 1024];
            send(broker, "t", value);
            assertThat(read(broker, "t")).containsExactly(value);
        }
    }

    @Test
    void aTakenPortIsNamed(@TempDir Path directory) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> LocalBroker.start(directory, taken.getLocalPort()))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("port " + taken.getLocalPort());
        }
    }

    @Test
    void aTemporaryDirectoryIsGoneWhenTheBrokerDoesNotStart(@TempDir Path directory) throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("temporary"));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> LocalBroker.start(temporary, true, taken.getLocalPort()))
                    .isInstanceOf(BrokerException.class);
        }
        assertThat(temporary).doesNotExist();
    }

    private static void send(LocalBroker broker, String topic, byte[] value) throws Exception {
        Map<String, Object> properties = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrap(),
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                BrokerSettings.MESSAGE_MAX_BYTES);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, null, value)).get();
        }
    }

    private static List<byte[]> read(LocalBroker broker, String topic) {
        Map<String, Object> properties = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrap());
        List<byte[]> values = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
                return !values.isEmpty();
            });
        }
        return values;
    }
}
