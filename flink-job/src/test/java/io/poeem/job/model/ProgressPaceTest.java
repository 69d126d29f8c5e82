package io.poeem.job.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.job.event.RoundPace;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProgressPaceTest {

    private static final TopicPartition PARTITION = new TopicPartition("model", ModelToKafka.PACE);
    private static final Duration AHEAD = Duration.ofMillis(100);

    @Test
    void theLimitIsSoFarAheadOfTheLastProgress() throws Exception {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
        consumer.updateEndOffsets(Map.of(PARTITION, 1L));
        consumer.schedulePollTask(() -> tell(consumer, 0, 1_000));
        consumer.schedulePollTask(() -> tell(consumer, 1, 800)); // set back
        consumer.schedulePollTask(() -> tell(consumer, 2, Long.MAX_VALUE));
        try (ProgressPace pace = new ProgressPace(PARTITION, AHEAD, () -> consumer)) {
            assertThat(pace.limit()).isLessThan(0);
            BlockingQueue<Long> limits = new LinkedBlockingQueue<>();
            AtomicLong last = new AtomicLong(pace.limit());
            pace.start(() -> {
                long limit = pace.limit();
                if (last.getAndSet(limit) != limit) {
                    limits.add(limit);
                }
            });
            assertThat(limits.take()).isEqualTo(1_100);
            assertThat(limits.take()).isEqualTo(900);
            assertThat(limits.take()).isEqualTo(Long.MAX_VALUE);
        }
    }

    @Test
    void anErrorFailsTheReaderInsteadOfPausingItForEver() throws Exception {
        try (ProgressPace pace = new ProgressPace(PARTITION, AHEAD, () -> {
            throw new NoClassDefFoundError("a class that is gone");
        })) {
            CountDownLatch changed = new CountDownLatch(1);
            pace.start(changed::countDown);
            changed.await();
            assertThatThrownBy(pace::limit)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("model-1")
                    .hasRootCauseMessage("a class that is gone");
        }
    }

    private static void tell(MockConsumer<byte[], byte[]> consumer, long offset, long watermark) {
        byte[] value = new ModelRecords().encode(new RoundPace("run", watermark));
        consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, null, value));
    }
}
