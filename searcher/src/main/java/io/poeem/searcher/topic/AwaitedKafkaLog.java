package io.poeem.searcher.topic;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka topic that need not exist: empty until it does. Looks for it when first read, and then every few seconds. A topic
 * that may not be read counts as one that does not exist, and the log says so once.
 */
final class AwaitedKafkaLog implements RecordLog {

    private static final Logger LOG = LoggerFactory.getLogger(AwaitedKafkaLog.class);
    private static final long BETWEEN_LOOKS_NANOS = Duration.ofSeconds(3).toNanos();

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final LongSupplier nanoTime;
    private RecordLog found;
    private long lookedAt;
    private boolean looked;
    private boolean warned;

    /** Owns the consumer from here on. */
    AwaitedKafkaLog(Consumer<byte[], byte[]> consumer, String topic, LongSupplier nanoTime) {
        this.consumer = consumer;
        this.topic = topic;
        this.nanoTime = nanoTime;
    }

    private Optional<RecordLog> log() {
        if (found == null && (!looked || nanoTime.getAsLong() - lookedAt >= BETWEEN_LOOKS_NANOS)) {
            if (isThere()) {
                found = new KafkaRecordLog(consumer, topic);
            }
            lookedAt = nanoTime.getAsLong();
            looked = true;
        }
        return Optional.ofNullable(found);
    }

    private boolean isThere() {
        try {
            return !KafkaRecordLog.infosOf(consumer, topic).isEmpty();
        } catch (WakeupException e) {
            throw new Woken();
        } catch (AuthorizationException e) {
            if (!warned) {
                LOG.warn("topic {} may not be read, so pins are not followed: {}", topic, e.getMessage());
                warned = true;
            }
            return false;
        }
    }

    @Override
    public void seekToBeginning() {
        log().ifPresent(RecordLog::seekToBeginning);
    }

    @Override
    public void seekToTime(long timestamp) {
        log().ifPresent(log -> log.seekToTime(timestamp));
    }

    @Override
    public List<LogRecord> poll(Duration wait) {
        return log().map(log -> log.poll(wait)).orElse(List.of());
    }

    @Override
    public boolean atEnd() {
        return log().map(RecordLog::atEnd).orElse(true);
    }

    @Override
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(KafkaRecordLog.CLOSE_WAIT));
    }

    @Override
    public String toString() {
        return "topic " + topic;
    }
}
