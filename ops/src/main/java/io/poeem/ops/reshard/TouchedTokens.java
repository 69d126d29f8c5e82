package io.poeem.ops.reshard;

import io.poeem.job.trainer.TrainerStates;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.util.Collector;

/** Reads the rows of some tokens, of every shard that has them. */
final class TouchedTokens extends PieceReader {

    private static final long serialVersionUID = 1;

    private final Set<String> wanted;

    private transient MapState<String, byte[]> tokens;

    TouchedTokens(Set<String> wanted) {
        this.wanted = wanted;
    }

    @Override
    public void open(OpenContext context) {
        tokens = getRuntimeContext().getMapState(TrainerStates.tokens());
    }

    @Override
    void read(Integer key, Collector<Tuple4<Integer, Integer, String, byte[]>> out) throws Exception {
        for (String token : wanted) {
            byte[] row = tokens.get(token);
            if (row != null) {
                out.collect(Piece.of(key, Piece.TOKEN, token, row));
            }
        }
    }
}
