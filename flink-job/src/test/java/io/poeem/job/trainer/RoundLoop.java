package io.poeem.job.trainer;

import io.poeem.job.event.ClosedRound;
import io.poeem.job.event.Contribution;
import io.poeem.job.event.MergedBlock;
import io.poeem.job.event.ModelEvent;
import io.poeem.job.event.OutputRecord;
import io.poeem.job.event.RoundProgress;
import io.poeem.job.event.ShardEvent;
import io.poeem.job.options.JobOptions;
import io.poeem.job.options.ModelOptions;
import io.poeem.job.serial.OutputRecordSerializer;
import io.poeem.train.merge.Merge;
import io.poeem.train.merge.PayloadWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/** All subtasks of a trainer over RocksDB, with a merge and a model topic in memory. */
final class RoundLoop implements AutoCloseable {

    private JobOptions options;
    private final long roundMillis;
    private final List<ModelEvent> topic = new ArrayList<>();
    private final TreeMap<Long, TreeMap<Integer, TreeMap<Integer, List<byte[]>>>> windows = new TreeMap<>();
    private final TreeMap<String, List<OutputRecord>> sent = new TreeMap<>();
    private List<KeyedTwoInputStreamOperatorTestHarness<Integer, ShardEvent, ModelEvent, OutputRecord>> subtasks;
    private long[] watermarks;
    private int[] read;
    private long progress = Long.MIN_VALUE;
    private long told = Long.MIN_VALUE;
    private int losing;
    private Checkpoint checkpoint;

    /** @param sent how many records of each topic */
    private record Checkpoint(
            OperatorSubtaskState state,
            int parallelism,
            int read,
            TreeMap<Long, TreeMap<Integer, TreeMap<Integer, List<byte[]>>>> windows,
            TreeMap<String, Integer> sent,
            long told) {}

    RoundLoop(JobOptions options, int parallelism) throws Exception {
        this.options = options;
        this.roundMillis = options.get(ModelOptions.ROUND_INTERVAL).toMillis();
        start(parallelism, new Checkpoint(null, 0, 0, new TreeMap<>(), new TreeMap<>(), Long.MIN_VALUE));
    }

    private void start(int parallelism, Checkpoint from) throws Exception {
        subtasks = new ArrayList<>();
        watermarks = new long[parallelism];
        read = new int[parallelism];
        for (int subtask = 0; subtask < parallelism; subtask++) {
            var harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                    new RoundTrainer(options, "run"),
                    ShardTrainer.keys(options),
                    null,
                    Types.INT,
                    Sharding.MAX_PARALLELISM,
                    parallelism,
                    subtask);
            harness.setStateBackend(new EmbeddedRocksDBStateBackend());
            harness.setup(new OutputRecordSerializer());
            if (from.state != null) {
                harness.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                        from.state, Sharding.MAX_PARALLELISM, from.parallelism, parallelism, subtask));
            }
            harness.open();
            subtasks.add(harness);
            watermarks[subtask] = Long.MIN_VALUE;
            read[subtask] = from.read;
        }
    }

    void event(ShardEvent event) throws Exception {
        int group = org.apache.flink.runtime.state.KeyGroupRangeAssignment.assignToKeyGroup(
                ShardTrainer.keys(options).getKey(event), Sharding.MAX_PARALLELISM);
        int subtask = org.apache.flink.runtime.state.KeyGroupRangeAssignment.computeOperatorIndexForKeyGroup(
                Sharding.MAX_PARALLELISM, subtasks.size(), group);
        subtasks.get(subtask).processElement1(new StreamRecord<>(event, event.eventTime()));
    }

    /** Brings a watermark to all subtasks and lets the loop run until it stands still. */
    void watermark(long time) throws Exception {
        for (var subtask : subtasks) {
            subtask.processWatermark1(new Watermark(time));
        }
        collect();
        while (deliver()) {
            collect();
        }
    }

    /** What every shard sent, one after the other: versions' chunks and manifests. */
    Map<String, List<OutputRecord>> sent() {
        return sent;
    }

    /** Stops all subtasks at a checkpoint and starts so many from it; the topic keeps what it holds. */
    void restore(int parallelism) throws Exception {
        checkpoint();
        crash(parallelism);
    }

    /** Keeps what a checkpoint holds; the loop goes on. */
    void checkpoint() throws Exception {
        List<OperatorSubtaskState> states = new ArrayList<>();
        for (var subtask : subtasks) {
            subtask.prepareSnapshotPreBarrier(1);
            collect();
            states.add(subtask.snapshot(1, 1));
        }
        TreeMap<String, Integer> sizes = new TreeMap<>();
        sent.forEach((topic, records) -> sizes.put(topic, records.size()));
        checkpoint = new Checkpoint(
                AbstractStreamOperatorTestHarness.repackageState(states.toArray(new OperatorSubtaskState[0])),
                subtasks.size(),
                Arrays.stream(read).min().orElseThrow(),
                copy(windows),
                sizes,
                told);
    }

    /**
     * All subtasks are gone, and so many start from the checkpoint: what they sent since was in no transaction that was committed.
     * The topic keeps what it holds, and gets it a second time.
     */
    void crash(int parallelism) throws Exception {
        close();
        windows.clear();
        windows.putAll(copy(checkpoint.windows));
        progress = Long.MIN_VALUE;
        told = checkpoint.told;
        losing = 0;
        sent.forEach((topic, records) -> records.subList(checkpoint.sent.getOrDefault(topic, 0), records.size())
                .clear());
        start(parallelism, checkpoint);
    }

    /** As {@link #restore} on one subtask, with other options. */
    void restore(JobOptions changed) throws Exception {
        checkpoint();
        options = changed;
        crash(1);
    }

    /** The topic does not get the next so many of its records, what follows them it does; a checkpoint is not to be made any more. */
    void lose(int records) {
        losing = records;
    }

    private void write(ModelEvent event) {
        if (losing > 0) {
            losing--;
        } else {
            topic.add(event);
        }
    }

    /** Records of the topic behind the checkpoint's place. */
    int ahead() {
        return topic.size() - checkpoint.read;
    }

    private static TreeMap<Long, TreeMap<Integer, TreeMap<Integer, List<byte[]>>>> copy(
            TreeMap<Long, TreeMap<Integer, TreeMap<Integer, List<byte[]>>>> windows) {
        TreeMap<Long, TreeMap<Integer, TreeMap<Integer, List<byte[]>>>> copy = new TreeMap<>();
        windows.forEach((round, blocks) -> {
            TreeMap<Integer, TreeMap<Integer, List<byte[]>>> of = new TreeMap<>();
            blocks.forEach((block, shards) -> {
                TreeMap<Integer, List<byte[]>> pieces = new TreeMap<>();
                shards.forEach((shard, some) -> pieces.put(shard, new ArrayList<>(some)));
                of.put(block, pieces);
            });
            copy.put(round, of);
        });
        return copy;
    }

    private boolean deliver() throws Exception {
        boolean any = false;
        for (int i = 0; i < subtasks.size(); i++) {
            if (read[i] < topic.size()) {
                subtasks.get(i).processElement2(new StreamRecord<>(topic.get(read[i]++)));
                any = true;
            }
        }
        return any;
    }

    private void collect() {
        for (int i = 0; i < subtasks.size(); i++) {
            var subtask = subtasks.get(i);
            for (Object out : subtask.getOutput()) {
                if (out instanceof Watermark mark) {
                    watermarks[i] = mark.getTimestamp();
                } else {
                    @SuppressWarnings("unchecked")
                    OutputRecord record = ((StreamRecord<OutputRecord>) out).getValue();
                    sent.computeIfAbsent(record.topic(), topic -> new ArrayList<>())
                            .add(record);
                }
            }
            subtask.getOutput().clear();
            var contributions = subtask.getSideOutput(RoundTrainer.CONTRIBUTIONS);
            if (contributions != null) {
                contributions.forEach(contribution -> contributed(contribution.getValue()));
                contributions.clear();
            }
        }
        merge();
    }

    private void contributed(Contribution contribution) {
        windows.computeIfAbsent(contribution.round(), round -> new TreeMap<>())
                .computeIfAbsent(contribution.block(), block -> new TreeMap<>())
                .computeIfAbsent(contribution.shard(), shard -> new ArrayList<>())
                .add(contribution.payload());
    }

    private void merge() {
        long least = Arrays.stream(watermarks).min().orElseThrow();
        if (least <= progress) {
            return;
        }
        progress = least;
        List<ClosedRound> closed = new ArrayList<>();
        while (!windows.isEmpty() && windows.firstKey() + roundMillis - 1 <= least) {
            var round = windows.pollFirstEntry();
            int[] pieces = {0};
            round.getValue().forEach((block, shards) -> {
                int[] sequence = {0};
                Merge.run(
                        block,
                        new ArrayList<>(shards.values()),
                        PayloadWriter.MOST_BYTES,
                        payload -> write(new MergedBlock("run", round.getKey(), block, sequence[0]++, payload)));
                pieces[0] += sequence[0];
            });
            closed.add(new ClosedRound(round.getKey(), pieces[0]));
        }
        write(new RoundProgress("run", told, least, closed));
        told = Math.max(told, least);
    }

    @Override
    public void close() throws Exception {
        for (var subtask : subtasks) {
            subtask.close();
        }
    }
}
