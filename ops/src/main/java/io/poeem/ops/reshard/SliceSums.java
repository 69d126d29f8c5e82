package io.poeem.ops.reshard;

import io.poeem.job.options.JobOptions;
import io.poeem.job.trainer.Sharding;
import io.poeem.job.trainer.TrainerStates;
import io.poeem.train.MovingItems;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.util.Collector;

/** Sums up each slice of items by new shard; pieces are named by the new shard's number. */
final class SliceSums extends PieceReader {

    private static final long serialVersionUID = 1;

    private final JobOptions options;
    private final byte[] popularity;
    private final Sharding before;
    private final int shards;

    private transient MapState<String, byte[]> items;

    SliceSums(JobOptions options, byte[] popularity, Sharding before, int shards) {
        this.options = options;
        this.popularity = popularity;
        this.before = before;
        this.shards = shards;
    }

    @Override
    public void open(OpenContext context) {
        items = getRuntimeContext().getMapState(TrainerStates.items());
    }

    @Override
    void read(Integer key, Collector<Tuple4<Integer, Integer, String, byte[]>> out) throws Exception {
        Sharding after = new Sharding(shards);
        MovingItems moving = new MovingItems(options.learner(), popularity, shards, after::shardOf);
        int from = before.shardOfKey(key);
        for (Map.Entry<String, byte[]> row : items.entries()) {
            moving.add(from, row.getKey(), row.getValue());
        }
        List<byte[]> sums = moving.sums();
        for (int shard = 0; shard < shards; shard++) {
            out.collect(Piece.of(key, Piece.SUMS, String.valueOf(shard), sums.get(shard)));
        }
    }
}
