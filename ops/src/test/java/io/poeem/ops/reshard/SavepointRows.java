package io.poeem.ops.reshard;

import io.poeem.job.Operators;
import io.poeem.job.trainer.Sharding;
import io.poeem.job.trainer.TrainerStates;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;

/** The trainer's rows in a savepoint of some shards, read back. */
final class SavepointRows {

    private final Sharding sharding;
    private final List<Tuple4<Integer, Integer, String, byte[]>> pieces = new ArrayList<>();

    private SavepointRows(int shards) {
        this.sharding = new Sharding(shards);
    }

    static SavepointRows of(String savepoint, int shards) throws Exception {
        SavepointRows rows = new SavepointRows(shards);
        rows.read(savepoint, new Reader(Piece.ITEM));
        rows.read(savepoint, new Reader(Piece.TOKEN));
        return rows;
    }

    private void read(String savepoint, Reader reader) throws Exception {
        try (CloseableIterator<Tuple4<Integer, Integer, String, byte[]>> found = SavepointReader.read(
                        Reshard.environment(), Savepoint.at(savepoint).toString())
                .readKeyedState(OperatorIdentifier.forUid(Operators.TRAINER.uid()), reader, Types.INT, Piece.TYPE)
                .executeAndCollect()) {
            found.forEachRemaining(pieces::add);
        }
    }

    /** Names, as often as they are there. */
    List<String> items(int shard) {
        return pieces.stream()
                .filter(piece -> piece.f1 == Piece.ITEM && sharding.shardOfKey(piece.f0) == shard)
                .map(piece -> piece.f2)
                .toList();
    }

    /** What was learned of each, in hexadecimal digits. */
    Map<String, String> tokens(int shard) {
        Map<String, String> tokens = new TreeMap<>();
        pieces.stream()
                .filter(piece -> piece.f1 == Piece.TOKEN && sharding.shardOfKey(piece.f0) == shard)
                .forEach(piece -> tokens.put(piece.f2, HexFormat.of().formatHex(piece.f3)));
        return tokens;
    }

    /** Of one state: Flink's reader would hand out the keys of two of them twice. */
    private static final class Reader extends PieceReader {

        private static final long serialVersionUID = 1;

        private final int kind;
        private transient MapState<String, byte[]> rows;

        private Reader(int kind) {
            this.kind = kind;
        }

        @Override
        public void open(OpenContext context) {
            rows = getRuntimeContext().getMapState(kind == Piece.ITEM ? TrainerStates.items() : TrainerStates.tokens());
        }

        @Override
        void read(Integer key, Collector<Tuple4<Integer, Integer, String, byte[]>> out) throws Exception {
            for (Map.Entry<String, byte[]> row : rows.entries()) {
                out.collect(Piece.of(key, kind, row.getKey(), row.getValue()));
            }
        }
    }
}
