package io.poeem.job.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.job.event.ClickRecord;
import io.poeem.job.event.Decoded;
import io.poeem.job.event.ItemRecord;
import io.poeem.job.event.Rejected;
import io.poeem.schemas.Click;
import io.poeem.schemas.Item;
import io.poeem.schemas.Limits;
import io.poeem.schemas.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderTest {

    private static final long NOW = 1_000_000_000L;
    private static final DecodeLimits LIMITS = new DecodeLimits(10_000, 20, 2, 12, 600_000);
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);

    private final Decoder clicks = new ClickDecoder(LIMITS, CLOCK);
    private final Decoder items = new ItemDecoder(LIMITS, CLOCK);

    @Test
    void aGoodClickIsAccepted() {
        Click click = new Click("user", "item", NOW, 1f, List.of("a=b", "cd=e"));
        assertThat(click(click, "user", NOW)).isEqualTo(new ClickRecord(click, 3, 4, false));
    }

    @Test
    void idsOfManyBytesPerCharacterAreMeasuredInBytes() {
        assertThat(click(new Click("u", "日本語日本語", NOW, 1f, List.of()), "u", NOW))
                .isInstanceOf(ClickRecord.class);
        assertRejected(click(new Click("u", "日本語日本語日", NOW, 1f, List.of()), "u", NOW), "at most 20 bytes");
        assertThat(click(new Click("ü", "i", NOW, 1f, List.of()), "ü", NOW)).isInstanceOf(ClickRecord.class);
    }

    @ParameterizedTest
    @CsvSource({"600000, 0, true", "600001, 0, false", "0, -600000, true", "0, -600001, false", "-900000000, 0, true"})
    void aTimeTooFarAheadOfItsRecordOrOfTheClockIsRejected(long ahead, long recordAhead, boolean accepted) {
        Click click = new Click("u", "i", NOW + ahead, 1f, List.of());
        assertThat(click(click, "u", NOW + recordAhead) instanceof ClickRecord).isEqualTo(accepted);
    }

    @Test
    void aRecordWithoutATimestampIsHeldAgainstTheClockAlone() {
        assertThat(click(new Click("u", "i", NOW, 1f, List.of()), "u", -1)).isInstanceOf(ClickRecord.class);
        assertRejected(click(new Click("u", "i", NOW + 600_001, 1f, List.of()), "u", -1), "wall clock");
    }

    @Test
    void theKeyMustBeTheId() {
        Click click = new Click("u", "i", NOW, 1f, List.of());
        assertRejected(click(click, null, NOW), "no key");
        assertRejected(click(click, "v", NOW), "is not the user's id");
        assertRejected(item(new Item("i", 0L, List.of(), null, false), "j"), "is not the item's id");
    }

    @ParameterizedTest
    @ValueSource(floats = {0, Float.MIN_VALUE, 1, 1e6f})
    void aWeightIsAnyNumberUpToAMillion(float weight) {
        assertThat(click(new Click("u", "i", NOW, weight, List.of()), "u", NOW)).isInstanceOf(ClickRecord.class);
    }

    @ParameterizedTest
    @ValueSource(floats = {-1e-9f, 1_000_001, Float.MAX_VALUE, Float.NaN, Float.POSITIVE_INFINITY})
    void anyOtherWeightIsRejectedWithItsValueAndTheLimit(float weight) {
        assertRejected(
                click(new Click("u", "i", NOW, weight, List.of()), "u", NOW),
                "the weight is " + weight + "; it must be a number from 0 to 1000000");
    }

    @Test
    void tokensHaveAFieldAndALimit() {
        assertRejected(click(new Click("u", "i", NOW, 1f, List.of("=x")), "u", NOW), "field=value");
        assertRejected(click(new Click("u", "i", NOW, 1f, List.of("a=b", "a=b", "a=b")), "u", NOW), "");
        assertRejected(click(new Click("u", "i", NOW, 1f, List.of("a=12345678901")), "u", NOW), "at most 12");
    }

    @Test
    void aGoodItemIsAccepted() {
        Item item = new Item("i", 0L, List.of("g=x"), "a title", true);
        assertThat(item(item, "i")).isEqualTo(new ItemRecord(item, 3, 4));
    }

    @Test
    void aRejectHoldsTheRecordByteForByte() {
        byte[] key = {1, 2};
        byte[] value = {3, 4, 5};
        Rejected rejected = (Rejected) clicks.decode(new RawRecord("t", 3, 4, 5, key, value));
        assertThat(rejected.key()).isSameAs(key);
        assertThat(rejected.value()).isSameAs(value);
        assertThat(rejected.reason()).isEqualTo("io.poeem.schemas.MalformedRecord");
        assertThat(List.of(rejected.topic(), rejected.partition(), rejected.offset(), rejected.timestamp()))
                .containsExactly("t", 3, 4L, 5L);
    }

    @Property(tries = 2_000)
    void noBytesMakeADecoderThrow(@ForAll byte[] key, @ForAll byte[] value, @ForAll long timestamp) {
        RawRecord record = new RawRecord("t", 0, 0, timestamp, key, value);
        assertThat(clicks.decode(record)).isInstanceOf(Rejected.class);
        assertThat(items.decode(record)).isInstanceOf(Rejected.class);
    }

    @Property(tries = 2_000)
    void noChangedByteMakesADecoderThrow(@ForAll int at, @ForAll byte to) {
        byte[] value = Wire.clicks(Limits.EVENTS).encode(new Click("u", "i", NOW, 1f, List.of("a=b")));
        value[Math.floorMod(at, value.length)] = to;
        assertThat(clicks.decode(new RawRecord("t", 0, 0, NOW, new byte[] {'u'}, value)))
                .isNotNull();
    }

    private Decoded click(Click click, String key, long timestamp) {
        return clicks.decode(record(Wire.clicks(Limits.EVENTS).encode(click), key, timestamp));
    }

    private Decoded item(Item item, String key) {
        return items.decode(record(Wire.items(Limits.EVENTS).encode(item), key, NOW));
    }

    private static RawRecord record(byte[] value, String key, long timestamp) {
        return new RawRecord("t", 3, 4, timestamp, key == null ? null : key.getBytes(StandardCharsets.UTF_8), value);
    }

    private static void assertRejected(Decoded decoded, String message) {
        assertThat(decoded).isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.message())
                .contains(message));
    }
}
