package io.poeem.job.model;

import io.poeem.job.event.ModelEvent;
import io.poeem.job.event.RoundPace;
import io.poeem.job.source.Pace;
import io.poeem.schemas.MalformedRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a source so far ahead of the shards' progress at most, which bounds what waits in the trainer. The progress is read from the
 * model topic's second partition, by a thread and a consumer of its own: a few bytes a round.
 *
 * <p>Flink's alignment of watermarks between sources would do the same; but a source that has finished then fails checkpoints and
 * restores, as events are sent to it that nobody takes any more (Flink 2.2.1).
 *
 * <p>Only speed depends on it: what is read late or not at all changes no result.
 */
public final class ProgressPace implements Pace {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressPace.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final long CLOSE_MILLIS = 5_000;

    private final TopicPartition partition;
    private final long aheadMillis;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final ModelRecords records = new ModelRecords();
    private volatile long progress = Long.MIN_VALUE;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Consumer<byte[], byte[]> consumer;
    private volatile Error failure;
    private Thread thread;

    /** @param properties of the consumer, the brokers included */
    public ProgressPace(TopicPartition partition, Duration ahead, Properties properties) {
        this(partition, ahead, () -> new KafkaConsumer<>(properties));
    }

    ProgressPace(TopicPartition partition, Duration ahead, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.partition = partition;
        this.aheadMillis = ahead.toMillis();
        this.consumers = consumers;
    }

    @Override
    public void start(Runnable changed) {
        thread = new Thread(() -> run(changed), "progress of " + partition);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public long limit() {
        if (failure != null) {
            throw new IllegalStateException("The progress of " + partition + " is not read any more.", failure);
        }
        long known = progress;
        return known > Long.MAX_VALUE - aheadMillis ? Long.MAX_VALUE : known + aheadMillis;
    }

    @Override
    public void close() {
        closed.countDown();
        Consumer<byte[], byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        if (thread != null) {
            try {
                thread.join(CLOSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** An error ends this thread, without which the source would stand still for ever: its reader throws it, and the job fails over. */
    private void run(Runnable changed) {
        try {
            follow(changed);
        } catch (Error e) {
            failure = e;
            changed.run();
        }
    }

    private void follow(Runnable changed) {
        while (isOpen()) {
            try (Consumer<byte[], byte[]> reading = consumers.get()) {
                consumer = reading;
                read(reading, changed);
            } catch (WakeupException e) {
                // closed
            } catch (RuntimeException e) { // whatever it is, it may pass
                if (isOpen()) {
                    LOG.warn("Progress of {} cannot be read, trying again: {}", partition, e.toString());
                    pause();
                }
            }
        }
    }

    private void read(Consumer<byte[], byte[]> reading, Runnable changed) {
        reading.assign(List.of(partition));
        long end = reading.endOffsets(List.of(partition)).get(partition);
        reading.seek(partition, Math.max(0, end - 1));
        while (isOpen()) {
            for (ConsumerRecord<byte[], byte[]> record : reading.poll(POLL)) {
                take(record);
            }
            changed.run();
        }
    }

    /** The last one counts: a run that was set back tells smaller ones. */
    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            Optional<ModelEvent> event = records.decode(record.value());
            if (event.isPresent() && event.get() instanceof RoundPace pace) {
                progress = pace.watermark();
            }
        } catch (MalformedRecord e) {
            LOG.warn("Record at offset {} of {} is not of the model: {}", record.offset(), partition, e.getMessage());
        }
    }

    private boolean isOpen() {
        return closed.getCount() > 0;
    }

    private void pause() {
        try {
            closed.await(AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
