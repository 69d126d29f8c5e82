package io.poeem.ops.reshard;

import io.poeem.job.trainer.Sharding;
import io.poeem.job.trainer.TrainerStates;
import io.poeem.train.rows.Slices;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.util.Collector;

/** Reads the rows of tokens of the first shard, which all shards have alike, for every new shard. */
final class TokenRows extends PieceReader {

    private static final long serialVersionUID = 1;

    private final Sharding before;
    private final Set<String> leftOut;
    private final Integer[][] keys;

    private transient MapState<String, byte[]> tokens;

    /**
     * @param leftOut tokens whose rows come from elsewhere
     * @param keys of the new shards' slices
     */
    TokenRows(Sharding before, Set<String> leftOut, Integer[][] keys) {
        this.before = before;
        this.leftOut = leftOut;
        this.keys = keys;
    }

    @Override
    public void open(OpenContext context) {
        tokens = getRuntimeContext().getMapState(TrainerStates.tokens());
    }

    @Override
    void read(Integer key, Collector<Tuple4<Integer, Integer, String, byte[]>> out) throws Exception {
        if (before.shardOfKey(key) != 0) {
            return;
        }
        for (Map.Entry<String, byte[]> row : tokens.entries()) {
            if (!leftOut.contains(row.getKey())) {
                for (Integer[] slices : keys) {
                    Integer to = slices[Slices.of(row.getKey())];
                    out.collect(Piece.of(to, Piece.TOKEN, row.getKey(), row.getValue()));
                }
            }
        }
    }
}
