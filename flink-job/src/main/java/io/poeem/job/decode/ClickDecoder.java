package io.poeem.job.decode;

import io.poeem.job.event.ClickRecord;
import io.poeem.job.event.Decoded;
import io.poeem.schemas.Click;
import io.poeem.schemas.MalformedRecord;
import io.poeem.schemas.Wire;
import java.time.Clock;

/** Decodes clicks: the key is the user's id, the value a Click. */
public final class ClickDecoder implements Decoder {

    /**
     * The largest weight. Sums of squares of a batch's gradients stay far from a float's end below it, and no single click
     * can drown out all others. A weight of 0 is taken: such a click adds nothing to loss or popularity, but is part of its
     * user's history.
     */
    public static final float MAX_WEIGHT = 1_000_000;

    private final Wire<Click> wire;
    private final Checks checks;

    public ClickDecoder(DecodeLimits limits, Clock clock) {
        this.wire = Wire.clicks(limits.wire());
        this.checks = new Checks(limits, clock);
    }

    @Override
    public Decoded decode(RawRecord record) {
        try {
            Click click = wire.decode(record.value());
            check(click, record);
            return new ClickRecord(click, record.partition(), record.offset(), false);
        } catch (MalformedRecord | InvalidRecord e) {
            return record.rejected(e);
        }
    }

    private void check(Click click, RawRecord record) throws InvalidRecord {
        checks.id("the user's id", click.getUser());
        checks.id("the item's id", click.getItem());
        checks.key("the user's id", record.key(), click.getUser());
        checks.time(click.getEventTime(), record.timestamp());
        float weight = click.getWeight();
        if (!(weight >= 0 && weight <= MAX_WEIGHT)) {
            throw new InvalidRecord("the weight is " + weight + "; it must be a number from 0 to 1000000");
        }
        checks.tokens("context", click.getContext());
    }
}
