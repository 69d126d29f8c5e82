package io.poeem.ops.reshard;

import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.util.Collector;

/**
 * Reads pieces of the trainer's state, key by key. Every key ends with a piece of nothing, which is left out later: Flink's reader
 * makes a null of a key without any.
 */
abstract class PieceReader extends KeyedStateReaderFunction<Integer, Tuple4<Integer, Integer, String, byte[]>> {

    private static final long serialVersionUID = 1;

    /** Reads what lies under a key. */
    abstract void read(Integer key, Collector<Tuple4<Integer, Integer, String, byte[]>> out) throws Exception;

    @Override
    public final void readKey(Integer key, Context context, Collector<Tuple4<Integer, Integer, String, byte[]>> out)
            throws Exception {
        read(key, out);
        out.collect(Piece.of(key, Piece.NOTHING, "", new byte[0]));
    }
}
