package io.poeem.job.event;

import java.util.List;

/**
 * A record that cannot be used, byte for byte, and why.
 *
 * @param key null where the record had none
 * @param value null where the record had none
 * @param timestamp the record's own, milliseconds since 1970; -1 where it had none
 * @param headers the record's own
 * @param reason name of a class of faults
 * @param message what is wrong with this one; short, whatever the record's size
 */
public record Rejected(
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte[] key,
        byte[] value,
        List<RawHeader> headers,
        String reason,
        String message)
        implements Decoded {

    /** A Kafka header; its value may be null. */
    public record RawHeader(String key, byte[] value) {}
}
