package io.poeem.ops.broker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/**
 * A new topic is known before every one of its partitions has a leader that takes records; this waits for the leaders.
 *
 * <p>A producer that is too early may have its first batch refused and its second accepted, and can never send the first.
 */
public final class TopicReady {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private TopicReady() {}

    /** @throws BrokerException when the topic is not served in time */
    public static void await(Admin admin, String topic, long seconds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!served(admin, topic)) {
            if (System.nanoTime() > deadline) {
                throw new BrokerException("The topic " + topic + " was not served within " + seconds + " s", null);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static boolean served(Admin admin, String topic) {
        try {
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            admin
                    .describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(10, TimeUnit.SECONDS)
                    .get(topic)
                    .partitions()
                    .stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .forEach(partition -> ends.put(partition, OffsetSpec.latest()));
            admin.listOffsets(ends).all().get(10, TimeUnit.SECONDS); // answered by the leaders alone
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                return false;
            }
            throw new BrokerException("The topic " + topic + " cannot be described", e.getCause());
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerException("Interrupted while waiting for the topic " + topic, e);
        }
    }
}
