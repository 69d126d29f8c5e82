package io.poeem.job.model;

import io.poeem.job.event.Contribution;
import io.poeem.job.event.MergedBlock;
import io.poeem.train.merge.Merge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Makes of all shards' contributions to a block in a round one, whatever the order in which they came. */
public final class RoundMerge extends ProcessWindowFunction<Contribution, MergedBlock, Integer, TimeWindow> {

    /** A merged piece with its envelope fits a record of an untouched broker. */
    public static final int MOST_BYTES = 512 << 10;

    private static final long serialVersionUID = 1;

    @Override
    public void process(
            Integer key, Context context, Iterable<Contribution> contributions, Collector<MergedBlock> out) {
        List<Contribution> sorted = new ArrayList<>();
        contributions.forEach(sorted::add);
        sorted.sort(Comparator.comparingInt(Contribution::shard));
        Contribution first = sorted.get(0);
        int block = first.block();
        List<byte[]> payloads = sorted.stream().map(Contribution::payload).toList();
        int[] sequence = {0};
        Merge.run(
                block,
                payloads,
                MOST_BYTES,
                payload -> out.collect(new MergedBlock(first.run(), first.round(), block, sequence[0]++, payload)));
    }
}
