package io.poeem.ops.job;

import io.poeem.job.decode.InvalidRecord;
import io.poeem.schemas.Click;
import io.poeem.schemas.Limits;
import io.poeem.schemas.MalformedRecord;
import io.poeem.schemas.Wire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** One record for every way in which a record of the clicks topic can be unusable. */
final class BadRecords {

    private static final long YEAR_9999 = 253_370_764_800_000L;
    private static final int TEN_MEGABYTES = 10 << 20;

    private final Wire<Click> wire = Wire.clicks(Limits.EVENTS);
    private final List<Bad> records = new ArrayList<>();
    private final String topic;
    private final Click good;

    private BadRecords(String topic, Click good) {
        this.topic = topic;
        this.good = good;
    }

    /** @param good a click that would be accepted; most bad ones differ from it in one thing */
    static List<Bad> all(String topic, Click good) {
        BadRecords bad = new BadRecords(topic, good);
        bad.bytes();
        bad.keys();
        bad.values();
        bad.sizes();
        return bad.records;
    }

    /**
     * A record that will be rejected.
     *
     * @param type of the reason, as a header names it
     * @param message part of the reason's message
     */
    record Bad(ProducerRecord<byte[], byte[]> record, Class<?> type, String message) {}

    private void bytes() {
        byte[] encoded = wire.encode(good);
        byte[] random = new byte[300];
        new Random(1).nextBytes(random);
        malformed(random, "does not begin with C3 01");
        malformed(new byte[0], "no whole header");
        malformed(null, "is null");
        malformed(Arrays.copyOf(encoded, 1), "of 1 bytes has no whole header");
        malformed(Arrays.copyOf(encoded, 9), "of 9 bytes has no whole header");
        for (int length : new int[] {10, 11, encoded.length - 1}) {
            malformed(Arrays.copyOf(encoded, length), "of " + length);
        }
        malformed(Arrays.copyOf(encoded, encoded.length + 1), "followed by 1 bytes");
        byte[] otherSchema = encoded.clone();
        otherSchema[5] ^= 1;
        malformed(otherSchema, "fingerprint");
        malformed(declaringTwoGigabytes(encoded), "declares 2147483647 bytes");
    }

    private void keys() {
        byte[] encoded = wire.encode(good);
        invalid(null, encoded, good.getEventTime(), "no key");
        invalid("somebody-else", encoded, good.getEventTime(), "of 13 bytes, is not the user's id");
        invalid("with-headers", encoded, good.getEventTime(), "of 12 bytes, is not the user's id");
        Headers headers = records.get(records.size() - 1).record().headers();
        headers.add("trace", new byte[] {0, 1, -1});
        headers.add("trace", SyntheticClicks.bytes("again"));
        headers.add("published", null);
    }

    private void values() {
        for (float weight : new float[] {Float.NaN, -1, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            click(good.getUser(), good.getItem(), good.getEventTime(), weight, List.of(), "the weight is " + weight);
        }
        for (long time : new long[] {-1, Long.MIN_VALUE, YEAR_9999, Long.MAX_VALUE, good.getEventTime() + 600_001}) {
            click(good.getUser(), good.getItem(), time, 1, List.of(), String.valueOf(time));
        }
        byte[] far = encoded(good.getUser(), good.getItem(), YEAR_9999, 1, List.of());
        invalid(good.getUser(), far, YEAR_9999, "of the wall clock");
        click("", good.getItem(), good.getEventTime(), 1, List.of(), "the user's id is empty");
        click(good.getUser(), "", good.getEventTime(), 1, List.of(), "the item's id is empty");
        click(good.getUser(), good.getItem(), good.getEventTime(), 1, List.of("no field"), "field=value");
    }

    private void sizes() {
        long time = good.getEventTime();
        click(good.getUser(), "i".repeat(513), time, 1, List.of(), "513 characters; at most 512");
        click(good.getUser(), good.getItem(), time, 1, List.of("long=" + "x".repeat(600)), "605 characters");
        byte[] tokens = encoded(good.getUser(), good.getItem(), time, 1, Collections.nCopies(65, "a=b"));
        malformed(tokens, "65");
        malformed(encoded(good.getUser(), "i".repeat(TEN_MEGABYTES), time, 1, List.of()), "the limit is 1048576");
        malformed(encoded("u".repeat(TEN_MEGABYTES / 2), good.getItem(), time, 1, List.of()), "the limit is 1048576");
    }

    private void click(String user, String item, long time, float weight, List<String> context, String message) {
        invalid(user, encoded(user, item, time, weight, context), good.getEventTime(), message);
    }

    private byte[] encoded(String user, String item, long time, float weight, List<String> context) {
        return wire.encode(new Click(user, item, time, weight, context));
    }

    private void malformed(byte[] value, String message) {
        add(good.getUser(), value, good.getEventTime(), MalformedRecord.class, message);
    }

    private void invalid(String key, byte[] value, long timestamp, String message) {
        add(key, value, timestamp, InvalidRecord.class, message);
    }

    private void add(String key, byte[] value, long timestamp, Class<?> type, String message) {
        byte[] keyBytes = key == null ? null : SyntheticClicks.bytes(key);
        records.add(new Bad(new ProducerRecord<>(topic, null, timestamp, keyBytes, value), type, message));
    }

    /** The user's length, as Avro's zigzag varint, is 2^31 - 1. */
    private static byte[] declaringTwoGigabytes(byte[] encoded) {
        byte[] bytes = Arrays.copyOf(encoded, 10 + 5 + 20);
        byte[] length = {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
        System.arraycopy(length, 0, bytes, 10, length.length);
        return bytes;
    }
}
