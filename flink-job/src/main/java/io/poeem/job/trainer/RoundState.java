package io.poeem.job.trainer;

import io.poeem.job.event.MergedBlock;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ValueState;

/**
 * The keyed state that one of many shards has besides {@link ShardState}, under the shard's key.
 *
 * @param position where the shard stands
 * @param merged blocks that have been read and not been applied
 */
record RoundState(ValueState<RunPosition> position, Elements<MergedBlock> merged) {

    static RoundState of(KeyedStateStore store) {
        return new RoundState(
                store.getState(TrainerStates.position()), new Elements<>(store.getMapState(TrainerStates.merged())));
    }
}
