package io.poeem.ops.broker;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** A new topic is known to the controller before the broker serves it; this waits for the broker. */
final class TopicReady {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private TopicReady() {}

    static void await(Admin admin, String topic, long seconds) {
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
            admin.describeTopics(List.of(topic)).allTopicNames().get(10, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
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
