package io.poeem.job.model;

import io.poeem.job.event.ClosedRound;
import io.poeem.job.event.MergedBlock;
import io.poeem.job.event.ModelEvent;
import io.poeem.job.event.RoundPace;
import io.poeem.job.event.RoundProgress;
import io.poeem.job.serial.ClosedRoundSerializer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
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
 *
 * <p>It counts what it passes on, and says so: the sink that follows is not transactional, and may lose a record and write later ones
 * before it fails. No checkpoint is made after a loss; so what was told when one is made has been written.
 */
public final class ProgressOperator extends AbstractStreamOperator<ModelEvent>
        implements OneInputStreamOperator<MergedBlock, ModelEvent> {

    private static final long serialVersionUID = 1;

    private final String newRun;
    private final long roundMillis;

    private transient ListState<String> keptRun;
    private transient ListState<Long> keptTold;
    private transient ListState<ClosedRound> keptOpen;
    private transient String run;
    /** The largest watermark so far, but for the end of all. */
    private transient long told;
    /** Pieces of rounds that no watermark has closed, by round. */
    private transient TreeMap<Long, Integer> open;

    /**
     * @param newRun id of this run, if it begins without state
     * @param roundMillis of a round
     */
    public ProgressOperator(String newRun, long roundMillis) {
        this.newRun = newRun;
        this.roundMillis = roundMillis;
    }

    /** Its state: the run's id, alone. The name is part of savepoints. */
    public static ListStateDescriptor<String> run() {
        return new ListStateDescriptor<>("run", StringSerializer.INSTANCE);
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        OperatorStateStore store = context.getOperatorStateStore();
        keptRun = store.getListState(run());
        keptTold = store.getListState(new ListStateDescriptor<>("told", LongSerializer.INSTANCE));
        keptOpen = store.getListState(new ListStateDescriptor<>("open-rounds", new ClosedRoundSerializer()));
        run = newRun;
        for (String earlier : keptRun.get()) {
            run = earlier;
        }
        told = Long.MIN_VALUE;
        for (long earlier : keptTold.get()) {
            told = earlier;
        }
        open = new TreeMap<>();
        keptOpen.get().forEach(round -> open.put(round.round(), round.pieces()));
    }

    @Override
    public void processElement(StreamRecord<MergedBlock> element) {
        open.merge(element.getValue().round(), 1, Integer::sum);
        output.collect(new StreamRecord<>(element.getValue()));
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        long watermark = mark.getTimestamp();
        output.collect(new StreamRecord<>(new RoundProgress(run, told, watermark, close(watermark))));
        output.collect(new StreamRecord<>(new RoundPace(run, watermark)));
        if (watermark != Long.MAX_VALUE) {
            told = Math.max(told, watermark);
        }
        super.processWatermark(mark);
    }

    private List<ClosedRound> close(long watermark) {
        Map<Long, Integer> closed = open.headMap(watermark - roundMillis + 1, true);
        List<ClosedRound> rounds = rounds(closed);
        closed.clear();
        return rounds;
    }

    private static List<ClosedRound> rounds(Map<Long, Integer> pieces) {
        return pieces.entrySet().stream()
                .map(round -> new ClosedRound(round.getKey(), round.getValue()))
                .toList();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        keptRun.update(List.of(run));
        keptTold.update(List.of(told));
        keptOpen.update(rounds(open));
    }
}
