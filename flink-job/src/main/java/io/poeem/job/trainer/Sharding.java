package io.poeem.job.trainer;

import io.poeem.job.event.Contribution;
import io.poeem.job.event.ShardEvent;
import io.poeem.train.rows.Slices;
import it.unimi.dsi.fastutil.HashCommon;
import java.io.Serializable;
import java.util.stream.IntStream;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * Which shard an item belongs to, and under which keys a shard's state lives.
 *
 * <p>Shard s lives in key group s · {@link #MAX_PARALLELISM} / shards, rounded up as Flink rounds where it cuts key groups into the
 * subtasks' ranges: so shards are spread evenly over subtasks, which plain keys 0, 1, … would not be: of two, both would be in one
 * subtask. A shard has one key for what it has once, and one
 * per slice for rows; all are integers that Flink hashes to the shard's key group, the smallest that do. Frozen: savepoints
 * hold these keys.
 */
public final class Sharding implements Serializable {

    /** Of the trainer, for ever. */
    public static final int MAX_PARALLELISM = 128;

    private static final long serialVersionUID = 1;

    private final int shards;

    /** @param shards how many there are */
    public Sharding(int shards) {
        this.shards = shards;
    }

    /** The shard of an item, 0 to shards - 1. */
    public int shardOf(String item) {
        return shards == 1 ? 0 : Math.floorMod(HashCommon.murmurHash3(item.hashCode()), shards);
    }

    /** The shards of a subtask; also the blocks that it merges. */
    public int[] shardsOf(TaskInfo task) {
        return shardsIn(KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                MAX_PARALLELISM, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask()));
    }

    int[] shardsIn(KeyGroupRange range) {
        return IntStream.range(0, shards)
                .filter(shard -> range.contains(keyGroup(shard)))
                .toArray();
    }

    /** The key of what the shard has once. */
    public Integer key(int shard) {
        return keys(shard).findFirst().getAsInt();
    }

    /** The keys of the shard's rows, by slice. */
    public Integer[] sliceKeys(int shard) {
        return keys(shard).skip(1).limit(Slices.COUNT).boxed().toArray(Integer[]::new);
    }

    /** The shard whose state lies under a key. */
    public int shardOfKey(Integer key) {
        int group = KeyGroupRangeAssignment.assignToKeyGroup(key, MAX_PARALLELISM);
        return IntStream.range(0, shards)
                .filter(shard -> keyGroup(shard) == group)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("key " + key + ": no state of " + shards + " shards"));
    }

    /** Routes events to their shards. */
    KeySelector<ShardEvent, Integer> selector() {
        return new ShardKey(this);
    }

    /** Routes contributions to where their block is merged. There are as many blocks as shards, and they are spread as evenly. */
    public KeySelector<Contribution, Integer> blocks() {
        return new BlockKey(ownKeys());
    }

    private IntStream keys(int shard) {
        int group = keyGroup(shard);
        return IntStream.iterate(0, key -> key + 1)
                .filter(key -> KeyGroupRangeAssignment.assignToKeyGroup(key, MAX_PARALLELISM) == group);
    }

    private Integer[] ownKeys() {
        return IntStream.range(0, shards).mapToObj(this::key).toArray(Integer[]::new);
    }

    private int keyGroup(int shard) {
        return (shard * MAX_PARALLELISM + shards - 1) / shards;
    }

    private static final class ShardKey implements KeySelector<ShardEvent, Integer> {
        private static final long serialVersionUID = 1;

        private final Sharding sharding;
        private final Integer[] keys;

        ShardKey(Sharding sharding) {
            this.sharding = sharding;
            this.keys = sharding.ownKeys();
        }

        @Override
        public Integer getKey(ShardEvent event) {
            return keys[sharding.shardOf(event.itemId())];
        }
    }

    private static final class BlockKey implements KeySelector<Contribution, Integer> {
        private static final long serialVersionUID = 1;

        private final Integer[] keys;

        BlockKey(Integer[] keys) {
            this.keys = keys;
        }

        @Override
        public Integer getKey(Contribution contribution) {
            return keys[contribution.block()];
        }
    }
}
