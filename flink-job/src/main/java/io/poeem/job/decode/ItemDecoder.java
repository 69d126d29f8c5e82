package io.poeem.job.decode;

import io.poeem.job.event.Decoded;
import io.poeem.job.event.ItemRecord;
import io.poeem.schemas.Item;
import io.poeem.schemas.MalformedRecord;
import io.poeem.schemas.Wire;
import java.time.Clock;

/** Decodes the catalogue: the key is the item's id, the value an Item. */
public final class ItemDecoder implements Decoder {

    private final Wire<Item> wire;
    private final Checks checks;

    public ItemDecoder(DecodeLimits limits, Clock clock) {
        this.wire = Wire.items(limits.wire());
        this.checks = new Checks(limits, clock);
    }

    @Override
    public Decoded decode(RawRecord record) {
        try {
            Item item = wire.decode(record.value());
            checks.id("the item's id", item.getId());
            checks.key("the item's id", record.key(), item.getId());
            checks.time(item.getEventTime(), record.timestamp());
            checks.tokens("feature", item.getFeatures());
            return new ItemRecord(item, record.partition(), record.offset());
        } catch (MalformedRecord | InvalidRecord e) {
            return record.rejected(e);
        }
    }
}
