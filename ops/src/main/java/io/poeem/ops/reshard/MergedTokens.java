package io.poeem.ops.reshard;

import io.poeem.train.rows.Slices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/**
 * Rows of tokens on the heap, sent once for every new shard. Flink keeps what a stream is made of in one array, of 2 GiB at most, so
 * that many rows take several streams.
 */
final class MergedTokens
        implements FlatMapFunction<Tuple4<Integer, Integer, String, byte[]>, Tuple4<Integer, Integer, String, byte[]>> {

    private static final long serialVersionUID = 1;
    private static final int AT_MOST = 256 << 20;

    private final Integer[][] keys;

    private MergedTokens(Integer[][] keys) {
        this.keys = keys;
    }

    /**
     * @param rows at least one
     * @param keys of the new shards' slices
     */
    static DataStream<Tuple4<Integer, Integer, String, byte[]>> of(
            StreamExecutionEnvironment env, Map<String, byte[]> rows, Integer[][] keys) {
        return parts(rows, AT_MOST).stream()
                .map(part -> (DataStream<Tuple4<Integer, Integer, String, byte[]>>) env.fromData(part, Piece.TYPE))
                .reduce(DataStream::union)
                .orElseThrow()
                .flatMap(new MergedTokens(keys))
                .returns(Piece.TYPE);
    }

    /** In parts of some bytes, or of one row that has more. */
    static List<List<Tuple4<Integer, Integer, String, byte[]>>> parts(Map<String, byte[]> rows, int atMost) {
        List<List<Tuple4<Integer, Integer, String, byte[]>>> parts = new ArrayList<>();
        long room = 0;
        for (Map.Entry<String, byte[]> row : rows.entrySet()) {
            long bytes = 64L + 3L * row.getKey().length() + row.getValue().length;
            if (parts.isEmpty() || bytes > room) {
                parts.add(new ArrayList<>());
                room = atMost;
            }
            parts.get(parts.size() - 1).add(Piece.of(0, Piece.TOKEN, row.getKey(), row.getValue()));
            room -= bytes;
        }
        return parts;
    }

    @Override
    public void flatMap(
            Tuple4<Integer, Integer, String, byte[]> row, Collector<Tuple4<Integer, Integer, String, byte[]>> out) {
        for (Integer[] slices : keys) {
            out.collect(Piece.of(slices[Slices.of(row.f2)], Piece.TOKEN, row.f2, row.f3));
        }
    }
}
