package io.poeem.job.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.job.event.Contribution;
import io.poeem.job.event.MergedBlock;
import io.poeem.job.serial.MergedBlockSerializer;
import io.poeem.job.trainer.Sharding;
import io.poeem.train.merge.Payload;
import io.poeem.train.merge.PayloadWriter;
import io.poeem.train.merge.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The merge of rounds over RocksDB: what it gives does not depend on the order in which contributions come, nor on restores. */
class RoundMergeTest {

    private static final Sharding SHARDING = new Sharding(3);
    private static final long ROUND = 1_000;

    private static KeyedOneInputStreamOperatorTestHarness<Integer, Contribution, MergedBlock> harness(
            int parallelism, int subtask) throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new RoundMerge(SHARDING, ROUND),
                SHARDING.blocks(),
                Types.INT,
                Sharding.MAX_PARALLELISM,
                parallelism,
                subtask);
        harness.setStateBackend(new EmbeddedRocksDBStateBackend());
        harness.setup(new MergedBlockSerializer());
        return harness;
    }

    /** One row, whose number is the piece's and whose value is the shard's. */
    private static Contribution piece(long round, int shard, int block, int sequence) {
        List<byte[]> payloads = new ArrayList<>();
        PayloadWriter out = new PayloadWriter(PayloadWriter.MOST_BYTES, payloads::add);
        out.table(Table.TOKENS, 1);
        out.row(sequence, 1 + shard);
        out.put(shard);
        out.flush();
        return new Contribution("run", round, shard, block, sequence, payloads.get(0));
    }

    private static List<Contribution> round(long round) {
        List<Contribution> all = new ArrayList<>();
        for (int shard = 0; shard < 3; shard++) {
            for (int block = 0; block < 3; block++) {
                for (int sequence = 0; sequence <= shard; sequence++) {
                    all.add(piece(round, shard, block, sequence));
                }
            }
        }
        return all;
    }

    private static String text(MergedBlock block) {
        StringBuilder text = new StringBuilder(
                block.run() + " " + block.round() + " " + block.block() + "." + block.sequence() + ":");
        Payload.Rows rows = Payload.of(block.payload()).rows(Table.TOKENS).orElseThrow();
        float[] value = new float[1];
        while (rows.next()) {
            rows.get(0, value, 0, 1);
            text.append(" %d=%.3f/%d".formatted(rows.number(), value[0], rows.count()));
        }
        return text.toString();
    }

    private static List<String> given(
            KeyedOneInputStreamOperatorTestHarness<Integer, Contribution, MergedBlock> harness) {
        return harness.extractOutputStreamRecords().stream()
                .map(record -> record.getTimestamp() + " " + text(record.getValue()))
                .toList();
    }

    /** The means of 0, 1 and 2 with weights 1, 2 and 3; of 1 and 2; and 2 alone. */
    private static List<String> expected(long round) {
        return List.of(0, 1, 2).stream()
                .map(block -> (round + ROUND - 1) + " run " + round + " " + block + ".0: 0=1.333/6 1=1.600/5 2=2.000/3")
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void theOrderInWhichContributionsComeDoesNotMatter(int seed) throws Exception {
        try (var harness = harness(1, 0)) {
            harness.open();
            List<Contribution> shuffled = round(0);
            Collections.shuffle(shuffled, new Random(seed));
            for (Contribution contribution : shuffled) {
                harness.processElement(new StreamRecord<>(contribution, ROUND - 1));
            }
            harness.processWatermark(ROUND - 2);
            assertThat(given(harness)).as("while the round is open").isEmpty();
            harness.processWatermark(ROUND - 1);
            assertThat(given(harness)).isEqualTo(expected(0));
        }
    }

    @Test
    void whatIsMergedStandsBeforeTheWatermarkThatClosesIt() throws Exception {
        try (var harness = harness(1, 0)) {
            harness.open();
            for (Contribution contribution : round(0)) {
                harness.processElement(new StreamRecord<>(contribution, ROUND - 1));
            }
            harness.processWatermark(5 * ROUND);
            assertThat(new ArrayList<>(harness.getOutput())).hasSize(4).last().isEqualTo(new Watermark(5 * ROUND));
        }
    }

    @Test
    void aCheckpointInTheMiddleOfARoundKeepsItAndTheNextOneForgetsIt() throws Exception {
        List<Contribution> first = round(0);
        List<Contribution> second = round(ROUND);
        OperatorSubtaskState state;
        try (var harness = harness(1, 0)) {
            harness.open();
            for (Contribution contribution : first.subList(0, 10)) {
                harness.processElement(new StreamRecord<>(contribution, ROUND - 1));
            }
            for (Contribution contribution : second) {
                harness.processElement(new StreamRecord<>(contribution, 2 * ROUND - 1));
            }
            harness.prepareSnapshotPreBarrier(1);
            state = harness.snapshot(1, 1);
        }
        List<String> given = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            try (var harness = harness(2, subtask)) {
                harness.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                        state, Sharding.MAX_PARALLELISM, 1, 2, subtask));
                harness.open();
                for (Contribution contribution : first.subList(10, first.size())) {
                    if (isOf(contribution, 2, subtask)) {
                        harness.processElement(new StreamRecord<>(contribution, ROUND - 1));
                    }
                }
                harness.processWatermark(2 * ROUND - 1);
                given.addAll(given(harness));
                harness.prepareSnapshotPreBarrier(2);
                assertThat(afterRestore(harness.snapshot(2, 2), subtask))
                        .as("kept although it is over")
                        .isEmpty();
            }
        }
        List<String> both = new ArrayList<>(expected(0));
        both.addAll(expected(ROUND));
        assertThat(given).containsExactlyInAnyOrderElementsOf(both);
    }

    private static List<String> afterRestore(OperatorSubtaskState state, int subtask) throws Exception {
        try (var harness = harness(2, subtask)) {
            harness.initializeState(state);
            harness.open();
            harness.processWatermark(Long.MAX_VALUE);
            return given(harness);
        }
    }

    private static boolean isOf(Contribution contribution, int parallelism, int subtask) throws Exception {
        int group = org.apache.flink.runtime.state.KeyGroupRangeAssignment.assignToKeyGroup(
                SHARDING.blocks().getKey(contribution), Sharding.MAX_PARALLELISM);
        return subtask
                == org.apache.flink.runtime.state.KeyGroupRangeAssignment.computeOperatorIndexForKeyGroup(
                        Sharding.MAX_PARALLELISM, parallelism, group);
    }

    @Test
    void whatComesAfterItsRoundOrTwiceOrWithAGapEndsTheJob() throws Exception {
        try (var harness = harness(1, 0)) {
            harness.open();
            harness.processWatermark(ROUND - 1);
            assertThatThrownBy(() -> harness.processElement(new StreamRecord<>(piece(0, 1, 0, 0), ROUND - 1)))
                    .hasMessageContainingAll("Shard 1", "round of 0", "lost");
            harness.processElement(new StreamRecord<>(piece(ROUND, 1, 0, 0), 2 * ROUND - 1));
            assertThatThrownBy(() -> harness.processElement(new StreamRecord<>(piece(ROUND, 1, 0, 0), 2 * ROUND - 1)))
                    .hasMessageContainingAll("shard 1", "twice");
            harness.processElement(new StreamRecord<>(piece(ROUND, 1, 0, 2), 2 * ROUND - 1));
            assertThatThrownBy(() -> harness.processWatermark(2 * ROUND - 1))
                    .hasMessageContaining("piece 1 is missing");
        }
    }
}
