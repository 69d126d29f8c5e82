package io.poeem.job.trainer;

import io.poeem.job.event.ShardEvent;
import io.poeem.job.serial.ShardEventSerializer;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;

/**
 * The trainer's keyed state. Names are part of savepoints: never change one.
 *
 * @param items rows of items, under slice keys; formats are the learner's and carry their versions
 * @param tokens rows of tokens, under slice keys
 * @param learner what the learner has once, under the shard's key
 * @param progress where the shard stands
 * @param waiting events that the watermark has not passed, or that wait for their batch
 */
record ShardState(
        MapState<String, byte[]> items,
        MapState<String, byte[]> tokens,
        ValueState<byte[]> learner,
        ValueState<Progress> progress,
        ListState<ShardEvent> waiting) {

    static ShardState of(KeyedStateStore store) {
        return new ShardState(
                store.getMapState(rows("item-rows")),
                store.getMapState(rows("token-rows")),
                store.getState(new ValueStateDescriptor<>("learner", BytePrimitiveArraySerializer.INSTANCE)),
                store.getState(new ValueStateDescriptor<>("progress", new ProgressSerializer())),
                store.getListState(new ListStateDescriptor<>("waiting", new ShardEventSerializer())));
    }

    private static MapStateDescriptor<String, byte[]> rows(String name) {
        return new MapStateDescriptor<>(name, StringSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE);
    }
}
