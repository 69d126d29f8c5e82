package io.poeem.ops.evaluate;

import io.poeem.ops.range.Window;
import java.util.List;

/**
 * A click as the trainer saw it.
 *
 * @param partition of the topic
 * @param offset in the partition
 * @param time event time after clamping, ms since the epoch
 * @param context tokens
 */
public record LoggedClick(int partition, long offset, long time, String user, String item, List<String> context) {

    /** Whether it lies within a part of the log. */
    public boolean isIn(Window window) {
        return window.holds(time, partition, offset);
    }
}
