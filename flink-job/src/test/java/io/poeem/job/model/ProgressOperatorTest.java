package io.poeem.job.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.job.event.MergedBlock;
import io.poeem.job.event.ModelEvent;
import io.poeem.job.event.RoundPace;
import io.poeem.job.event.RoundProgress;
import io.poeem.job.serial.ModelEventSerializer;
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
                    .containsExactly(BLOCK, new RoundProgress("mine", 99), new RoundPace("mine", 99));
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

    private static OneInputStreamOperatorTestHarness<MergedBlock, ModelEvent> harness(String run) throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<MergedBlock, ModelEvent>(new ProgressOperator(run));
        harness.setup(new ModelEventSerializer());
        return harness;
    }
}
