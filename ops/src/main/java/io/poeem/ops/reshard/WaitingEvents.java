package io.poeem.ops.reshard;

import io.poeem.job.event.ShardEvent;
import io.poeem.job.serial.ShardEventSerializer;
import io.poeem.job.trainer.Sharding;
import io.poeem.job.trainer.TrainerStates;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.util.Collector;

/** Reads the events that wait in shards, under the keys of their new shards. */
final class WaitingEvents extends PieceReader {

    private static final long serialVersionUID = 1;

    private final Sharding after;

    private transient ListState<ShardEvent> waiting;

    WaitingEvents(Sharding after) {
        this.after = after;
    }

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext().getListState(TrainerStates.waiting());
    }

    @Override
    void read(Integer key, Collector<Tuple4<Integer, Integer, String, byte[]>> out) throws Exception {
        ShardEventSerializer format = new ShardEventSerializer();
        for (ShardEvent event : waiting.get()) {
            out.collect(Piece.of(after.key(after.shardOf(event.itemId())), Piece.WAITING, format, event));
        }
    }
}
