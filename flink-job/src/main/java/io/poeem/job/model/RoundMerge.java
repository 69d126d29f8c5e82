package io.poeem.job.model;

import io.poeem.job.event.Contribution;
import io.poeem.job.event.MergedBlock;
import io.poeem.job.serial.ContributionSerializer;
import io.poeem.job.trainer.Elements;
import io.poeem.job.trainer.Sharding;
import io.poeem.train.merge.Merge;
import io.poeem.train.merge.PayloadWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Makes of all shards' contributions to a block in a round one, once the watermark says that there are no more: whatever the
 * order in which they came, merged in that of shards.
 *
 * <p>Flink's windows would do, but hold what is open in RocksDB, as one value for each block and round: written, compacted and
 * read back within the moment that a round is open, and never more than 2 GiB. Here it is on the heap, and goes to state only
 * when a checkpoint falls into that moment.
 */
public final class RoundMerge extends AbstractStreamOperator<MergedBlock>
        implements OneInputStreamOperator<Contribution, MergedBlock> {

    private static final long serialVersionUID = 1;

    private final Sharding sharding;
    private final long roundMillis;

    /** What a checkpoint found open, under the block's key. */
    private transient Elements<Contribution> kept;

    private transient boolean isKept;
    /** By start of the round and block. */
    private transient TreeMap<Long, TreeMap<Integer, OpenBlock>> open;

    private transient long closed;
    private transient StreamRecord<MergedBlock> out;

    /** @param roundMillis length of a round */
    public RoundMerge(Sharding sharding, long roundMillis) {
        this.sharding = sharding;
        this.roundMillis = roundMillis;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        kept = new Elements<>(
                context.getKeyedStateStore().getMapState(Elements.descriptor("open", new ContributionSerializer())));
    }

    @Override
    public void open() throws Exception {
        super.open();
        out = new StreamRecord<>(null);
        open = new TreeMap<>();
        closed = Long.MIN_VALUE;
        for (int block : blocks()) {
            setCurrentKey(sharding.key(block));
            kept.forEach(this::add);
        }
        isKept = !open.isEmpty();
    }

    private int[] blocks() {
        return sharding.shardsOf(getRuntimeContext().getTaskInfo());
    }

    @Override
    public void processElement(StreamRecord<Contribution> element) {
        Contribution contribution = element.getValue();
        if (last(contribution.round()) <= closed) {
            throw new IllegalStateException("Shard " + contribution.shard() + " contributes to the round of "
                    + contribution.round() + ", which ended at the watermark " + closed + ": it would be lost");
        }
        add(contribution);
    }

    private void add(Contribution contribution) {
        open.computeIfAbsent(contribution.round(), round -> new TreeMap<>())
                .computeIfAbsent(contribution.block(), block -> new OpenBlock())
                .add(contribution);
    }

    /** The round's last millisecond. */
    private long last(long round) {
        return round + roundMillis - 1;
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        closed = mark.getTimestamp();
        while (!open.isEmpty() && last(open.firstKey()) <= closed) {
            Map.Entry<Long, TreeMap<Integer, OpenBlock>> round = open.pollFirstEntry();
            round.getValue().forEach((block, contributions) -> merge(round.getKey(), block, contributions));
        }
        super.processWatermark(mark);
    }

    private void merge(long round, int block, OpenBlock contributions) {
        int[] sequence = {0};
        Merge.run(
                block,
                contributions.inShardOrder(),
                PayloadWriter.MOST_BYTES,
                payload -> output.collect(out.replace(
                        new MergedBlock(contributions.run(), round, block, sequence[0]++, payload), last(round))));
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        if (open.isEmpty() && !isKept) {
            return;
        }
        for (int block : blocks()) {
            setCurrentKey(sharding.key(block));
            kept.update(openOf(block));
        }
        isKept = !open.isEmpty();
    }

    private List<Contribution> openOf(int block) {
        List<Contribution> all = new ArrayList<>();
        for (TreeMap<Integer, OpenBlock> round : open.values()) {
            OpenBlock of = round.get(block);
            if (of != null) {
                all.addAll(of.contributions());
            }
        }
        return all;
    }
}
