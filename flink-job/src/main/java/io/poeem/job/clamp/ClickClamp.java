package io.poeem.job.clamp;

import io.poeem.job.event.ClickRecord;
import io.poeem.job.event.Decoded;
import io.poeem.schemas.Click;

/** The clamp for clicks. */
public final class ClickClamp extends ClampOperator<ClickRecord> {

    private static final long serialVersionUID = 1;

    @Override
    ClickRecord clamped(Decoded decoded) {
        ClickRecord record = (ClickRecord) decoded;
        Click click = record.click();
        long time = clamp.clamp(record.partition(), click.getEventTime());
        if (time == click.getEventTime()) {
            return record;
        }
        clamped.inc();
        Click raised = new Click(click.getUser(), click.getItem(), time, click.getWeight(), click.getContext());
        return new ClickRecord(raised, record.partition(), record.offset(), true);
    }

    @Override
    long eventTime(ClickRecord record) {
        return record.eventTime();
    }
}
