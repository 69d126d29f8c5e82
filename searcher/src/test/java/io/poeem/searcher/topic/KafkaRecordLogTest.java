package io.poeem.searcher.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KafkaRecordLogTest {

    private static final TopicPartition FIRST = new TopicPartition("t", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

    @Test
    void recordsComeFromTheBeginningToTheEnd() {
        KafkaRecordLog log = open();
        assertThat(log.atEnd()).isFalse();
        consumer.addRecord(new ConsumerRecord<>("t", 0, 0, new byte[0], new byte[] {1}));
        consumer.addRecord(new ConsumerRecord<>("t", 0, 1, new byte[0], null));
        List<LogRecord> records = log.poll(Duration.ZERO);
        assertThat(records).extracting(LogRecord::offset).containsExactly(0L, 1L);
        assertThat(records.get(0).value()).containsExactly(1);
        assertThat(records.get(1).value()).isNull();
        assertThat(log.atEnd()).isTrue();
    }

    @Test
    void aTopicThatIsNotThereIsNamedAndTheConsumerIsClosed() {
        assertThatThrownBy(() -> new KafkaRecordLog(consumer, "missing"))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("topic missing does not exist");
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void aWakeupStopsTheWaiting() {
        KafkaRecordLog log = open();
        log.wakeup();
        assertThatThrownBy(() -> log.poll(Duration.ofDays(1))).isInstanceOf(RecordLog.Woken.class);
        log.close();
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void whatThePromisesRestOnCannotBeOverridden() {
        Map<String, Object> properties = KafkaRecordLog.consumerProperties(Map.of(
                "isolation.level", "read_uncommitted",
                "enable.auto.commit", "true",
                "group.id", "g",
                "client.id", "mine"));
        assertThat(properties)
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("enable.auto.commit", false)
                .containsEntry("allow.auto.create.topics", false)
                .containsEntry("client.id", "mine")
                .doesNotContainKey("group.id");
    }

    @Test
    void propertiesAreAcceptedAsKafkasOwnToolsReadThem() {
        Properties properties = new Properties();
        properties.setProperty("bootstrap.servers", "localhost:1");
        assertThat(IndexSource.kafka(properties, "i", "c", "v", "p")).isNotNull();
    }

    private KafkaRecordLog open() {
        Node node = new Node(0, "localhost", 1);
        consumer.updatePartitions("t", List.of(new PartitionInfo("t", 0, node, new Node[] {node}, new Node[] {node})));
        consumer.updateBeginningOffsets(Map.of(FIRST, 0L));
        consumer.updateEndOffsets(Map.of(FIRST, 2L));
        return new KafkaRecordLog(consumer, "t");
    }
}
