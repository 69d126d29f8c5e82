package io.poeem.job.trainer;

import io.poeem.job.event.MergedBlock;
import io.poeem.job.serial.MergedBlockSerializer;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/**
 * The keyed state that one of many shards has besides {@link ShardState}, under the shard's key. Names are part of savepoints: never
 * change one.
 *
 * @param position where the shard stands
 * @param merged blocks that have been read and not been applied
 */
record RoundState(ValueState<RunPosition> position, ListState<MergedBlock> merged) {

    static RoundState of(KeyedStateStore store) {
        return new RoundState(
                store.getState(new ValueStateDescriptor<>("run-position", new RunPositionSerializer())),
                store.getListState(new ListStateDescriptor<>("merged-blocks", new MergedBlockSerializer())));
    }
}
