package io.poeem.searcher.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.poeem.schemas.IndexPin;
import io.poeem.schemas.Limits;
import io.poeem.schemas.MalformedRecord;
import io.poeem.schemas.Wire;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** The pins of one index in a compacted topic that other indexes may share. A tombstone takes a pin back as well. */
public final class LogPinSource extends LogSource<Pin> implements PinSource {

    private final String index;
    private final Wire<IndexPin> wire = Wire.pins(Limits.PINS);

    /** @param log at its beginning; owned from here on */
    public LogPinSource(RecordLog log, String index) {
        super(log, "pin");
        this.index = index;
    }

    @Override
    Optional<Pin> decode(LogRecord record) throws MalformedRecord {
        if (record.value() == null) {
            boolean ours = Arrays.equals(record.key(), key(index));
            return ours ? Optional.of(new Pin(OptionalLong.empty(), record.timestamp(), "")) : Optional.empty();
        }
        IndexPin pin = wire.decode(record.value());
        if (!pin.getIndex().equals(index)) {
            return Optional.empty();
        }
        OptionalLong version = pin.getVersion() < 0 ? OptionalLong.empty() : OptionalLong.of(pin.getVersion());
        return Optional.of(new Pin(version, pin.getTime(), pin.getReason()));
    }

    /** The key of an index's pins: of all with one key, compaction keeps the last. */
    public static byte[] key(String index) {
        return index.getBytes(UTF_8);
    }
}
