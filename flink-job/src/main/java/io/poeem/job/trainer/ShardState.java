package io.poeem.job.trainer;

import io.poeem.job.event.ShardEvent;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;

/**
 * The trainer's keyed state, by the names of {@link TrainerStates}.
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
                store.getMapState(TrainerStates.items()),
                store.getMapState(TrainerStates.tokens()),
                store.getState(TrainerStates.learner()),
                store.getState(TrainerStates.progress()),
                store.getListState(TrainerStates.waiting()));
    }
}
