package io.poeem.ops.evaluate;

import java.util.List;
import java.util.SortedMap;

/**
 * All clicks of a topic in the order in which the trainer takes them: event time, partition, offset.
 *
 * @param clicks in that order
 * @param rejected records that are no clicks
 * @param clamped clicks whose time was raised to the largest before them in their partition
 * @param published by partition: offsets of clicks and when they were published
 */
public record ClickLog(
        List<LoggedClick> clicks, long rejected, long clamped, SortedMap<Integer, PublishTimes> published) {

    /** The event time of the last click; empty logs have none. */
    public long lastTime() {
        return clicks.isEmpty() ? Long.MIN_VALUE : clicks.get(clicks.size() - 1).time();
    }
}
