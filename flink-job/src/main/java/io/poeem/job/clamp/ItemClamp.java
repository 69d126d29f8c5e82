package io.poeem.job.clamp;

import io.poeem.job.event.Decoded;
import io.poeem.job.event.ItemRecord;
import io.poeem.job.event.ShardEvent;
import io.poeem.schemas.Item;

/** The clamp for the catalogue. */
public final class ItemClamp extends ClampOperator<ShardEvent> {

    private static final long serialVersionUID = 1;

    @Override
    ShardEvent clamped(Decoded decoded) {
        ItemRecord record = (ItemRecord) decoded;
        Item item = record.item();
        long time = clamp.clamp(record.partition(), item.getEventTime());
        if (time == item.getEventTime()) {
            return record;
        }
        clamped.inc();
        Item raised = new Item(item.getId(), time, item.getFeatures(), item.getTitle(), item.getDeleted());
        return new ItemRecord(raised, record.partition(), record.offset());
    }

    @Override
    long eventTime(ShardEvent record) {
        return record.eventTime();
    }
}
