package io.poeem.ops.reshard;

import io.poeem.job.event.ShardEvent;
import io.poeem.job.serial.ShardEventSerializer;
import io.poeem.job.trainer.Progress;
import io.poeem.job.trainer.ProgressSerializer;
import io.poeem.job.trainer.RunPosition;
import io.poeem.job.trainer.RunPositionSerializer;
import io.poeem.job.trainer.TrainerStates;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.state.api.functions.KeyedStateBootstrapFunction;

/** Puts pieces into the trainer's state. */
final class StateWriter extends KeyedStateBootstrapFunction<Integer, Tuple4<Integer, Integer, String, byte[]>> {

    private static final long serialVersionUID = 1;

    private transient MapState<String, byte[]> items;
    private transient MapState<String, byte[]> tokens;
    private transient ValueState<byte[]> learner;
    private transient ValueState<Progress> progress;
    private transient ValueState<RunPosition> position;
    private transient ListState<ShardEvent> waiting;

    @Override
    public void open(OpenContext context) {
        items = getRuntimeContext().getMapState(TrainerStates.items());
        tokens = getRuntimeContext().getMapState(TrainerStates.tokens());
        learner = getRuntimeContext().getState(TrainerStates.learner());
        progress = getRuntimeContext().getState(TrainerStates.progress());
        position = getRuntimeContext().getState(TrainerStates.position());
        waiting = getRuntimeContext().getListState(TrainerStates.waiting());
    }

    @Override
    public void processElement(Tuple4<Integer, Integer, String, byte[]> piece, Context context) throws Exception {
        switch (piece.f1) {
            case Piece.ITEM -> items.put(piece.f2, piece.f3);
            case Piece.TOKEN -> tokens.put(piece.f2, piece.f3);
            case Piece.LEARNER -> learner.update(piece.f3);
            case Piece.PROGRESS -> progress.update(Piece.read(new ProgressSerializer(), piece.f3));
            case Piece.POSITION -> position.update(Piece.read(new RunPositionSerializer(), piece.f3));
            case Piece.WAITING -> waiting.add(Piece.read(new ShardEventSerializer(), piece.f3));
            default -> throw new IllegalStateException("piece of kind " + piece.f1 + ": none of the trainer's state");
        }
    }
}
