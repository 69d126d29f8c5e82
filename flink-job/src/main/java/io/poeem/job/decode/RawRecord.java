package io.poeem.job.decode;

import io.poeem.job.event.Rejected;
import io.poeem.job.event.Rejected.RawHeader;
import java.util.List;
import java.util.function.Supplier;

/**
 * A record as it came from Kafka.
 *
 * @param timestamp milliseconds since 1970; -1 where the record has none
 * @param key null where the record has none
 * @param value null where the record has none
 * @param headers asked for only when the record is rejected
 */
public record RawRecord(
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte[] key,
        byte[] value,
        Supplier<List<RawHeader>> headers) {

    public RawRecord(String topic, int partition, long offset, long timestamp, byte[] key, byte[] value) {
        this(topic, partition, offset, timestamp, key, value, List::of);
    }

    Rejected rejected(Exception reason) {
        return new Rejected(
                topic,
                partition,
                offset,
                timestamp,
                key,
                value,
                headers.get(),
                reason.getClass().getName(),
                reason.getMessage());
    }
}
