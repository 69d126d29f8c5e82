package io.poeem.ops.job;

import io.poeem.schemas.Click;
import io.poeem.schemas.Limits;
import io.poeem.schemas.Wire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One record for every way in which a record of the clicks topic can be unusable. */
final class BadRecords {

    private static final long YEAR_9999 = 253_370_764_800_000L;
    private static final int TEN_MEGABYTES = 10 << 20;

    private final Wire<Click> wire = Wire.clicks(Limits.EVENTS);
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final String topic;
    private final Click good;

    private BadRecords(String topic, Click good) {
        this.topic = topic;
        this.good = good;
    }

    /** @param good a click that would be accepted; most bad ones differ from it in one thing */
    static List<ProducerRecord<byte[], byte[]>> all(String topic, Click good) {
        BadRecords bad = new BadRecords(topic, good);
        bad.bytes();
        bad.values();
        return bad.records;
    }

    private void bytes() {
        byte[] encoded = wire.encode(good);
        byte[] random = new byte[300];
        new Random(1).nextBytes(random);
        raw(random);
        raw(new byte[0]);
        raw(null);
        for (int length : new int[] {1, 9, 10, 11, encoded.length - 1}) {
            raw(Arrays.copyOf(encoded, length));
        }
        raw(Arrays.copyOf(encoded, encoded.length + 1));
        byte[] otherSchema = encoded.clone();
        otherSchema[5] ^= 1;
        raw(otherSchema);
        raw(declaringTwoGigabytes(encoded));
        add(null, encoded, good.getEventTime());
        add("somebody-else", encoded, good.getEventTime());
    }

    private void values() {
        for (float weight : new float[] {Float.NaN, -1, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            click(good.getUser(), good.getItem(), good.getEventTime(), weight, List.of());
        }
        for (long time : new long[] {-1, Long.MIN_VALUE, YEAR_9999, Long.MAX_VALUE, good.getEventTime() + 600_001}) {
            click(good.getUser(), good.getItem(), time, 1, List.of());
        }
        add(good.getUser(), encoded(good.getUser(), good.getItem(), YEAR_9999, 1, List.of()), YEAR_9999);
        click("", good.getItem(), good.getEventTime(), 1, List.of());
        click(good.getUser(), "", good.getEventTime(), 1, List.of());
        click(good.getUser(), "i".repeat(513), good.getEventTime(), 1, List.of());
        click(good.getUser(), "i".repeat(TEN_MEGABYTES), good.getEventTime(), 1, List.of());
        click("u".repeat(TEN_MEGABYTES / 2), good.getItem(), good.getEventTime(), 1, List.of());
        click(good.getUser(), good.getItem(), good.getEventTime(), 1, Collections.nCopies(65, "a=b"));
        click(good.getUser(), good.getItem(), good.getEventTime(), 1, List.of("no field"));
        click(good.getUser(), good.getItem(), good.getEventTime(), 1, List.of("long=" + "x".repeat(600)));
    }

    private void click(String user, String item, long time, float weight, List<String> context) {
        add(user, encoded(user, item, time, weight, context), good.getEventTime());
    }

    private byte[] encoded(String user, String item, long time, float weight, List<String> context) {
        return wire.encode(new Click(user, item, time, weight, context));
    }

    private void raw(byte[] value) {
        add(good.getUser(), value, good.getEventTime());
    }

    private void add(String key, byte[] value, long timestamp) {
        byte[] keyBytes = key == null ? null : SyntheticClicks.bytes(key);
        records.add(new ProducerRecord<>(topic, null, timestamp, keyBytes, value));
    }

    /** The user's length, as Avro's zigzag varint, is 2^31 - 1. */
    private static byte[] declaringTwoGigabytes(byte[] encoded) {
        byte[] bytes = Arrays.copyOf(encoded, 10 + 5 + 20);
        byte[] length = {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
        System.arraycopy(length, 0, bytes, 10, length.length);
        return bytes;
    }
}
