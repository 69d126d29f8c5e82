package io.poeem.job.clamp;

import io.poeem.job.event.Decoded;
import io.poeem.job.event.Rejected;
import io.poeem.job.serial.JobTypes;
import it.unimi.dsi.fastutil.ints.Int2LongMap;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.LongPrimitiveArraySerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Raises event times to the largest seen in their partition, and parts accepted records from rejected ones. Chained to the
 * source: its input is a partition's records in their order.
 *
 * <p>State is the largest event time of each partition, as a union list: after rescaling a partition may be read by any
 * subtask, so each takes up all of them. A subtask may hold a partition that it no longer reads; the larger value wins.
 */
public abstract class ClampOperator<OUT> extends AbstractStreamOperator<OUT>
        implements OneInputStreamOperator<Decoded, OUT> {

    /** Where rejected records go. */
    public static final OutputTag<Rejected> REJECTED = new OutputTag<>("rejected", JobTypes.REJECTED);

    private static final long serialVersionUID = 1;

    protected transient Clamp clamp;
    protected transient Counter clamped;
    private transient Counter accepted;
    private transient Counter rejected;
    private transient ListState<long[]> maxima;
    private transient StreamRecord<OUT> out;
    private transient StreamRecord<Rejected> outRejected;

    /** The record with its clamped event time; counts it if that was raised. */
    abstract OUT clamped(Decoded record);

    abstract long eventTime(OUT record);

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        clamp = new Clamp();
        maxima = context.getOperatorStateStore()
                .getUnionListState(
                        new ListStateDescriptor<>("largest-event-times", LongPrimitiveArraySerializer.INSTANCE));
        for (long[] partitionAndTime : maxima.get()) {
            clamp.restore((int) partitionAndTime[0], partitionAndTime[1]);
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        accepted = metrics.counter("accepted");
        rejected = metrics.counter("rejected");
        clamped = metrics.counter("clamped");
        out = new StreamRecord<>(null);
        outRejected = new StreamRecord<>(null);
    }

    @Override
    public void processElement(StreamRecord<Decoded> element) {
        if (element.getValue() instanceof Rejected reject) {
            rejected.inc();
            output.collect(REJECTED, outRejected.replace(reject));
            return;
        }
        OUT record = clamped(element.getValue());
        accepted.inc();
        output.collect(out.replace(record, eventTime(record)));
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        List<long[]> all = new ArrayList<>();
        for (Int2LongMap.Entry entry : clamp.maxima().int2LongEntrySet()) {
            all.add(new long[] {entry.getIntKey(), entry.getLongValue()});
        }
        maxima.update(all);
    }
}
