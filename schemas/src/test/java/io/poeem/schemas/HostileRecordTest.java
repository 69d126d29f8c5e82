package io.poeem.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import io.poeem.schemas.MalformedRecord.Reason;
import io.poeem.schemas.Samples.Kind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes are: a record, or a {@link MalformedRecord} that says why, and no memory for what is not there. */
class HostileRecordTest {
    private static final int HEADER = 10;

    static List<Kind<?>> kinds() {
        return Samples.kinds();
    }

    /** One file for each way to be malformed; see there for which byte is wrong. */
    @ParameterizedTest
    @CsvSource({
        "empty, TRUNCATED",
        "not-single-object, NOT_SINGLE_OBJECT",
        "unknown-fingerprint, UNKNOWN_SCHEMA",
        "header-only, TRUNCATED",
        "truncated-string, TRUNCATED",
        "truncated-float, TRUNCATED",
        "truncated-varint, TRUNCATED",
        "trailing-byte, TRAILING_BYTES",
        "string-of-2gb, BEYOND_LIMIT",
        "string-longer-than-record, TRUNCATED",
        "string-of-negative-length, NEGATIVE_LENGTH",
        "string-not-utf8, NOT_UTF8",
        "array-of-2g, BEYOND_LIMIT",
        "array-longer-than-record, TRUNCATED",
        "array-of-min-long, BEYOND_LIMIT",
        "array-block-of-negative-size, NEGATIVE_LENGTH",
        "varint-of-11-bytes, BAD_NUMBER",
    })
    void aMalformedClickSaysWhy(String file, Reason reason) throws IOException {
        byte[] bytes = WireTest.hex("/malformed/click-" + file + ".hex");
        assertThat(reasonOf(Wire.clicks(Limits.EVENTS), bytes)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"boolean-of-2, BAD_NUMBER", "union-branch-2, STRUCTURE", "union-branch-negative, STRUCTURE"})
    void aMalformedItemSaysWhy(String file, Reason reason) throws IOException {
        byte[] bytes = WireTest.hex("/malformed/item-" + file + ".hex");
        assertThat(reasonOf(Wire.items(Limits.EVENTS), bytes)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"int-of-33-bits, BAD_NUMBER", "payload-of-2gb, BEYOND_LIMIT", "payload-longer-than-record, TRUNCATED"})
    void aMalformedChunkSaysWhy(String file, Reason reason) throws IOException {
        byte[] bytes = WireTest.hex("/malformed/index-chunk-" + file + ".hex");
        assertThat(reasonOf(Wire.chunks(Limits.INDEX), bytes)).isEqualTo(reason);
    }

    @Test
    void nullIsMalformed() {
        assertThat(reasonOf(Wire.clicks(Limits.EVENTS), null)).isEqualTo(Reason.RECORD_SIZE);
    }

    @Test
    void aRecordBeyondTheLimitIsNotLookedAt() {
        Wire<Click> wire = Wire.clicks(Limits.EVENTS.withRecordBytes(50));
        byte[] bytes = wire.encode(Samples.CLICK);
        assertThat(bytes).hasSizeGreaterThan(50);
        assertThat(reasonOf(wire, bytes)).isEqualTo(Reason.RECORD_SIZE);
        assertThatThrownBy(() -> wire.decode(bytes)).hasMessageContaining("limit is 50");
    }

    @Test
    void anIdBeyondTheLimitIsRefused() throws MalformedRecord {
        Click click = new Click("u", "x".repeat(101), 1L, 1f, List.of());
        assertThat(reasonOf(
                        Wire.clicks(Limits.EVENTS.withStringBytes(100)),
                        Wire.clicks(Limits.EVENTS).encode(click)))
                .isEqualTo(Reason.BEYOND_LIMIT);
        assertThat(Wire.clicks(Limits.EVENTS.withStringBytes(101))
                        .decode(Wire.clicks(Limits.EVENTS).encode(click)))
                .isEqualTo(click);
    }

    @Test
    void theLimitOfElementsHoldsForTheWholeRecord() {
        Limits limits = new Limits(1 << 20, 100, 100, 10);
        byte[] bytes = Wire.examples(Limits.EVENTS).encode(Samples.EXAMPLE); // 10 in the history, 1 in the context
        assertThat(reasonOf(Wire.examples(limits), bytes)).isEqualTo(Reason.BEYOND_LIMIT);
    }

    @Test
    void declaredLengthsOfTwoGigabytesAllocateNothing() throws IOException {
        List<byte[]> hostile = List.of(
                WireTest.hex("/malformed/click-string-of-2gb.hex"),
                WireTest.hex("/malformed/click-array-of-2g.hex"),
                WireTest.hex("/malformed/click-array-longer-than-record.hex"),
                WireTest.hex("/malformed/click-string-longer-than-record.hex"));
        Limits generous = new Limits(1 << 20, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
        for (Limits limits : List.of(Limits.EVENTS, generous)) {
            Wire<Click> wire = Wire.clicks(limits);
            hostile.forEach(bytes -> reasonOf(wire, bytes)); // classes are loaded now
            for (byte[] bytes : hostile) {
                assertThat(allocatedBy(() -> reasonOf(wire, bytes))).isLessThan(64 << 10);
            }
        }
        Wire<IndexChunk> chunks = Wire.chunks(Limits.INDEX);
        byte[] payload = WireTest.hex("/malformed/index-chunk-payload-of-2gb.hex");
        reasonOf(chunks, payload);
        assertThat(allocatedBy(() -> reasonOf(chunks, payload))).isLessThan(64 << 10);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends SpecificRecord> void everyTruncationIsTyped(Kind<T> kind) {
        byte[] whole = kind.wire().encode(kind.sample());
        for (int length = 0; length < whole.length; length++) {
            assertThat(reasonOf(kind.wire(), Arrays.copyOf(whole, length)))
                    .as("first %d bytes", length)
                    .isEqualTo(Reason.TRUNCATED);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends SpecificRecord> void everyFlippedByteIsARecordOrTyped(Kind<T> kind) {
        byte[] whole = kind.wire().encode(kind.sample());
        for (int at = 0; at < whole.length; at++) {
            for (int flip = 1; flip < 256; flip++) {
                byte[] bytes = whole.clone();
                bytes[at] ^= (byte) flip;
                Reason reason = reasonOf(kind.wire(), bytes);
                if (at < HEADER) {
                    assertThat(reason).isNotNull();
                }
            }
        }
    }

    @Property(tries = 2000)
    void randomBytesAreTyped(@ForAll byte[] bytes) {
        for (Kind<?> kind : Samples.kinds()) {
            assertThat(reasonOf(kind.wire(), bytes)).isNotNull();
        }
    }

    /** Random bytes that have the right header, so that the body is reached. */
    @ParameterizedTest
    @MethodSource("kinds")
    <T extends SpecificRecord> void randomBodiesAreRecordsOrTyped(Kind<T> kind) {
        Random random = new Random(11);
        byte[] header = Arrays.copyOf(kind.wire().encode(kind.sample()), HEADER);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = Arrays.copyOf(header, HEADER + random.nextInt(60));
            for (int at = HEADER; at < bytes.length; at++) {
                bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(8) : random.nextInt(256));
            }
            reasonOf(kind.wire(), bytes);
        }
    }

    /** The reason, or null for a good record; any other exception fails the test. */
    private static Reason reasonOf(Wire<?> wire, byte[] bytes) {
        Throwable thrown = catchThrowable(() -> wire.decode(bytes));
        if (thrown == null) {
            return null;
        }
        assertThat(thrown).isInstanceOf(MalformedRecord.class);
        assertThat(thrown.getMessage()).isNotBlank();
        return ((MalformedRecord) thrown).reason();
    }

    private static long allocatedBy(Runnable action) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        action.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
