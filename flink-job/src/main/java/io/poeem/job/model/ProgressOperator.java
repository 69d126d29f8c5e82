package io.poeem.job.model;

import io.poeem.job.event.MergedBlock;
import io.poeem.job.event.ModelEvent;
import io.poeem.job.event.RoundPace;
import io.poeem.job.event.RoundProgress;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Passes merged blocks on, and behind them how far all shards have come: its watermark is the least of all merges', and those passed
 * on what a watermark closed before the watermark itself. One subtask, so that one partition holds both in this order.
 */
public final class ProgressOperator extends AbstractStreamOperator<ModelEvent>
        implements OneInputStreamOperator<MergedBlock, ModelEvent> {

    private static final long serialVersionUID = 1;

    private final String newRun;

    private transient ListState<String> kept;
    private transient String run;

    /** @param newRun id of this run, if it begins without state */
    public ProgressOperator(String newRun) {
        this.newRun = newRun;
    }

    /** Its state: the run's id, alone. The name is part of savepoints. */
    public static ListStateDescriptor<String> run() {
        return new ListStateDescriptor<>("run", StringSerializer.INSTANCE);
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        kept = context.getOperatorStateStore().getListState(run());
        run = newRun;
        for (String earlier : kept.get()) {
            run = earlier;
        }
    }

    @Override
    public void processElement(StreamRecord<MergedBlock> element) {
        output.collect(new StreamRecord<>(element.getValue()));
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        output.collect(new StreamRecord<>(new RoundProgress(run, mark.getTimestamp())));
        output.collect(new StreamRecord<>(new RoundPace(run, mark.getTimestamp())));
        super.processWatermark(mark);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        kept.update(java.util.List.of(run));
    }
}
