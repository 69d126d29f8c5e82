package io.poeem.ops.reshard;

import io.poeem.job.trainer.Progress;
import io.poeem.job.trainer.ProgressSerializer;
import io.poeem.job.trainer.RunPosition;
import io.poeem.job.trainer.RunPositionSerializer;
import io.poeem.job.trainer.TrainerStates;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.util.Collector;

/** Reads what each shard has once, but for the events that wait. */
final class OwnStates extends PieceReader {

    private static final long serialVersionUID = 1;

    private transient ValueState<byte[]> learner;
    private transient ValueState<Progress> progress;
    private transient ValueState<RunPosition> position;

    @Override
    public void open(OpenContext context) {
        learner = getRuntimeContext().getState(TrainerStates.learner());
        progress = getRuntimeContext().getState(TrainerStates.progress());
        position = getRuntimeContext().getState(TrainerStates.position());
    }

    @Override
    void read(Integer key, Collector<Tuple4<Integer, Integer, String, byte[]>> out) throws Exception {
        if (learner.value() != null) {
            out.collect(Piece.of(key, Piece.LEARNER, "", learner.value()));
        }
        if (progress.value() != null) {
            out.collect(Piece.of(key, Piece.PROGRESS, new ProgressSerializer(), progress.value()));
        }
        if (position.value() != null) {
            out.collect(Piece.of(key, Piece.POSITION, new RunPositionSerializer(), position.value()));
        }
    }
}
