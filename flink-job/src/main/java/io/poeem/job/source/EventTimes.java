package io.poeem.job.source;

import io.poeem.job.event.ClickRecord;
import io.poeem.job.event.Decoded;
import io.poeem.job.event.ItemRecord;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * A split's watermark: everything before the largest event time that it has accepted. Records at that very time may
 * still come, earlier ones not, since the clamp raises them. Rejected records do not count.
 */
final class EventTimes implements WatermarkGenerator<Decoded> {

    /** Of a rejected record. */
    static final long NONE = Long.MIN_VALUE;

    private long largest = NONE;

    static WatermarkStrategy<Decoded> strategy() {
        return WatermarkStrategy.<Decoded>forGenerator(context -> new EventTimes())
                .withTimestampAssigner((decoded, emitted) -> emitted);
    }

    /** Milliseconds since 1970, or {@link #NONE}. */
    static long of(Decoded decoded) {
        if (decoded instanceof ClickRecord click) {
            return click.eventTime();
        }
        return decoded instanceof ItemRecord item ? item.eventTime() : NONE;
    }

    @Override
    public void onEvent(Decoded decoded, long eventTime, WatermarkOutput output) {
        if (eventTime > largest) {
            largest = eventTime;
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        if (largest != NONE) {
            output.emitWatermark(new Watermark(largest - 1));
        }
    }
}
