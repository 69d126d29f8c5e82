package io.poeem.job.event;

import io.poeem.schemas.Example;

/** A click with the history that it came from. */
public record ExampleRecord(Example example) implements ShardEvent {

    @Override
    public long eventTime() {
        return example.getEventTime();
    }

    @Override
    public int partition() {
        return example.getPartition();
    }

    @Override
    public long offset() {
        return example.getOffset();
    }

    @Override
    public String itemId() {
        return example.getItem();
    }
}
