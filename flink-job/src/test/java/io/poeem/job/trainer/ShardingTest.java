package io.poeem.job.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

class ShardingTest {

    @Property
    void asManySubtasksAsShardsHaveOneEach(@ForAll @IntRange(min = 1, max = Sharding.MAX_PARALLELISM) int shards) {
        for (int subtask = 0; subtask < shards; subtask++) {
            assertThat(shardsIn(shards, shards, subtask)).containsExactly(subtask);
        }
    }

    @Property
    void onFewerSubtasksEveryShardIsInOneOfThem(
            @ForAll @IntRange(min = 1, max = Sharding.MAX_PARALLELISM) int shards,
            @ForAll @IntRange(min = 1, max = Sharding.MAX_PARALLELISM) int atMost) {
        int parallelism = Math.min(shards, atMost);
        List<Integer> all = new ArrayList<>();
        for (int subtask = 0; subtask < parallelism; subtask++) {
            all.addAll(shardsIn(shards, parallelism, subtask));
        }
        assertThat(all)
                .containsExactlyElementsOf(IntStream.range(0, shards).boxed().toList());
    }

    @Property(tries = 20)
    void aShardIsFoundByTheKeysOfItsState(@ForAll @IntRange(min = 1, max = Sharding.MAX_PARALLELISM) int shards) {
        Sharding sharding = new Sharding(shards);
        for (int shard : new int[] {0, shards / 2, shards - 1}) {
            assertThat(sharding.shardOfKey(sharding.key(shard))).isEqualTo(shard);
            assertThat(sharding.sliceKeys(shard)).allMatch(key -> sharding.shardOfKey(key) == shard);
        }
    }

    private static List<Integer> shardsIn(int shards, int parallelism, int subtask) {
        KeyGroupRange range = KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                Sharding.MAX_PARALLELISM, parallelism, subtask);
        return IntStream.of(new Sharding(shards).shardsIn(range)).boxed().toList();
    }
}
