package io.poeem.job.event;

import io.poeem.schemas.Item;

/** A record of the catalogue and where it stood. */
public record ItemRecord(Item item, int partition, long offset) implements Decoded, ShardEvent {

    @Override
    public long eventTime() {
        return item.getEventTime();
    }

    @Override
    public String itemId() {
        return item.getId();
    }
}
