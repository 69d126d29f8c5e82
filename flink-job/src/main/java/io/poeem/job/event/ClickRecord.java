package io.poeem.job.event;

import io.poeem.schemas.Click;

/**
 * A click and where it stood.
 *
 * @param clamped whether its event time was raised to the largest seen in its partition
 */
public record ClickRecord(Click click, int partition, long offset, boolean clamped) implements Decoded {

    /** Milliseconds since 1970. */
    public long eventTime() {
        return click.getEventTime();
    }
}
