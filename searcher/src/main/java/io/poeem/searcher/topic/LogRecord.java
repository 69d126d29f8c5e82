package io.poeem.searcher.topic;

/**
 * A committed record of a topic.
 *
 * @param partition partition of the topic
 * @param offset offset in the partition
 * @param timestamp milliseconds since the epoch; for announcements and chunks the version's trained-through time
 * @param key the key's bytes; null without one
 * @param value the bytes as they are in the topic; null for a tombstone
 */
public record LogRecord(int partition, long offset, long timestamp, byte[] key, byte[] value) {

    String place() {
        return "partition " + partition + ", offset " + offset;
    }
}
