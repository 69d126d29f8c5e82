package io.poeem.job.event;

/**
 * A record to be written.
 *
 * @param timestamp the record's, milliseconds since 1970
 */
public record OutputRecord(String topic, byte[] key, byte[] value, long timestamp) {}
