package io.poeem.job.trainer;

import io.poeem.job.event.MergedBlock;
import io.poeem.job.event.ShardEvent;
import io.poeem.job.serial.MergedBlockSerializer;
import io.poeem.job.serial.ShardEventSerializer;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;

/**
 * The trainer's keyed states, by name. Names are part of savepoints: never change one. Rows lie under a shard's slice keys, all else
 * under its own ({@link Sharding}).
 */
public final class TrainerStates {

    private TrainerStates() {}

    /** Rows of items; formats are the learner's and carry their versions. */
    public static MapStateDescriptor<String, byte[]> items() {
        return rows("item-rows");
    }

    /** Rows of tokens. */
    public static MapStateDescriptor<String, byte[]> tokens() {
        return rows("token-rows");
    }

    /** What the learner has once. */
    public static ValueStateDescriptor<byte[]> learner() {
        return new ValueStateDescriptor<>("learner", BytePrimitiveArraySerializer.INSTANCE);
    }

    /** Where a shard alone stands. */
    public static ValueStateDescriptor<Progress> progress() {
        return new ValueStateDescriptor<>("progress", new ProgressSerializer());
    }

    /** Where one of many shards stands. */
    public static ValueStateDescriptor<RunPosition> position() {
        return new ValueStateDescriptor<>("run-position", new RunPositionSerializer());
    }

    /** Events that the watermark has not passed, or that wait for their batch or round. */
    public static ListStateDescriptor<ShardEvent> waiting() {
        return new ListStateDescriptor<>("waiting", new ShardEventSerializer());
    }

    /** Merged blocks that one of many shards has read and not applied. */
    public static MapStateDescriptor<Integer, MergedBlock> merged() {
        return Elements.descriptor("merged-blocks", new MergedBlockSerializer());
    }

    private static MapStateDescriptor<String, byte[]> rows(String name) {
        return new MapStateDescriptor<>(name, StringSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE);
    }
}
