package io.poeem.ops.reshard;

import io.poeem.job.options.JobOptions;
import io.poeem.job.trainer.Sharding;
import io.poeem.job.trainer.TrainerStates;
import io.poeem.train.MovingItems;
import io.poeem.train.rows.Slices;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.util.Collector;

/** Reads the rows of items, as and where their new shards have them. */
final class ItemRows extends PieceReader {

    private static final long serialVersionUID = 1;

    private final JobOptions options;
    private final byte[] popularityBefore;
    private final byte[] popularityAfter;
    private final Sharding before;
    private final Sharding after;
    private final Integer[][] keys;

    private transient MapState<String, byte[]> items;
    private transient MovingItems moving;

    ItemRows(
            JobOptions options,
            byte[] popularityBefore,
            byte[] popularityAfter,
            Sharding before,
            Sharding after,
            Integer[][] keys) {
        this.options = options;
        this.popularityBefore = popularityBefore;
        this.popularityAfter = popularityAfter;
        this.before = before;
        this.after = after;
        this.keys = keys;
    }

    @Override
    public void open(OpenContext context) {
        items = getRuntimeContext().getMapState(TrainerStates.items());
        moving = new MovingItems(options.learner(), popularityBefore, popularityAfter, after::shardOf);
    }

    @Override
    void read(Integer key, Collector<Tuple4<Integer, Integer, String, byte[]>> out) throws Exception {
        int from = before.shardOfKey(key);
        for (Map.Entry<String, byte[]> row : items.entries()) {
            String item = row.getKey();
            Integer to = keys[after.shardOf(item)][Slices.of(item)];
            out.collect(Piece.of(to, Piece.ITEM, item, moving.moved(from, item, row.getValue())));
        }
    }
}
