package io.poeem.job.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.job.event.ClosedRound;
import io.poeem.job.event.MergedBlock;
import io.poeem.job.event.ModelEvent;
import io.poeem.job.event.RoundPace;
import io.poeem.job.event.RoundProgress;
import io.poeem.job.serial.ModelEventSerializer;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ProgressOperatorTest {

    private static final MergedBlock BLOCK = new MergedBlock("mine", 0, 1, 2, new byte[] {3});

    @Test
    void blocksPassAndTheProgressFollowsThem() throws Exception {
        try (var harness = harness("mine")) {
            harness.open();
            harness.processElement(BLOCK, 99);
            harness.processWatermark(99);
            assertThat(harness.extractOutputValues())
                    .containsExactly(
                            BLOCK,
                            new RoundProgress("mine", Long.MIN_VALUE, 99, List.of(new ClosedRound(0, 1))),
                            new RoundPace("mine", 99));
        }
    }

    @Test
    void theRunKeepsItsIdAcrossARestore() throws Exception {
        OperatorSubtaskState state;
        try (var harness = harness("mine")) {
            harness.open();
            state = harness.snapshot(1, 1);
        }
        try (var restored = harness("of another submission")) {
            restored.initializeState(state);
            restored.open();
            restored.processWatermark(5);
            assertThat(restored.extractOutputValues())
                    .extracting(ModelEvent::run)
                    .containsOnly("mine");
        }
    }

    /** Merges do not close a round at the same time. */
    @Test
    void aRoundIsToldWithAllItsPiecesWhenAllMergesHaveClosedItAlsoAcrossARestore() throws Exception {
        OperatorSubtaskState state;
        try (var harness = harness("mine")) {
            harness.open();
            harness.processElement(BLOCK, 99);
            harness.processElement(block(100, 0), 199);
            harness.processWatermark(99);
            harness.processElement(block(100, 1), 199);
            state = harness.snapshot(1, 1);
        }
        try (var restored = harness("mine")) {
            restored.initializeState(state);
            restored.open();
            restored.processWatermark(-1);
            restored.processElement(block(100, 2), 199);
            restored.processWatermark(299);
            restored.processWatermark(Long.MAX_VALUE);
            assertThat(restored.extractOutputValues())
                    .filteredOn(RoundProgress.class::isInstance)
                    .containsExactly(
                            new RoundProgress("mine", 99, -1, List.of()),
                            new RoundProgress("mine", 99, 299, List.of(new ClosedRound(100, 3))),
                            new RoundProgress("mine", 299, Long.MAX_VALUE, List.of()));
        }
    }

    private static MergedBlock block(long round, int block) {
        return new MergedBlock("mine", round, block, 0, new byte[1]);
    }

    private static OneInputStreamOperatorTestHarness<MergedBlock, ModelEvent> harness(String run) throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<MergedBlock, ModelEvent>(new ProgressOperator(run, 100));
        harness.setup(new ModelEventSerializer());
        return harness;
    }
}
