package io.poeem.job.clamp;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.job.event.ClickRecord;
import io.poeem.job.event.Decoded;
import io.poeem.job.event.Rejected;
import io.poeem.job.serial.ClickRecordSerializer;
import io.poeem.schemas.Click;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ClickClampTest {

    @Test
    void eventTimesNeverGoBackWithinAPartition() throws Exception {
        try (var harness = harness(1, 0)) {
            harness.open();
            send(harness, 0, 100);
            send(harness, 0, 90);
            send(harness, 1, 50);
            send(harness, 0, 101);
            assertThat(times(harness)).containsExactly(100L, 100L, 50L, 101L);
            assertThat(harness.extractOutputValues().stream().map(ClickRecord::clamped))
                    .containsExactly(false, true, false, false);
        }
    }

    @Test
    void rejectedRecordsGoToTheSide() throws Exception {
        try (var harness = harness(1, 0)) {
            harness.open();
            Rejected rejected = new Rejected("t", 0, 0, 0, null, null, List.of(), "r", "m");
            harness.processElement(new StreamRecord<>(rejected, Long.MIN_VALUE));
            assertThat(harness.extractOutputValues()).isEmpty();
            assertThat(harness.getSideOutput(ClampOperator.REJECTED)).hasSize(1);
        }
    }

    /** After rescaling any subtask may read any partition. */
    @Test
    void maximaFollowTheirPartitionsFromTwoSubtasksToThree() throws Exception {
        OperatorSubtaskState both;
        try (var first = harness(2, 0);
                var second = harness(2, 1)) {
            first.open();
            second.open();
            send(first, 0, 100);
            send(second, 1, 200);
            both = AbstractStreamOperatorTestHarness.repackageState(first.snapshot(1, 1), second.snapshot(1, 1));
        }
        for (int subtask = 0; subtask < 3; subtask++) {
            OperatorSubtaskState part =
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(both, 128, 2, 3, subtask);
            try (var harness = harness(3, subtask)) {
                harness.initializeState(part);
                harness.open();
                send(harness, 0, 10);
                send(harness, 1, 10);
                assertThat(times(harness)).containsExactly(100L, 200L);
            }
        }
    }

    private static OneInputStreamOperatorTestHarness<Decoded, ClickRecord> harness(int parallelism, int subtask)
            throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<Decoded, ClickRecord>(
                new ClickClamp(), 128, parallelism, subtask);
        harness.setup(new ClickRecordSerializer());
        return harness;
    }

    private static void send(OneInputStreamOperatorTestHarness<Decoded, ClickRecord> harness, int partition, long time)
            throws Exception {
        Click click = new Click("u", "i", time, 1f, List.of());
        harness.processElement(new StreamRecord<>(new ClickRecord(click, partition, 0, false), time));
    }

    private static List<Long> times(OneInputStreamOperatorTestHarness<Decoded, ClickRecord> harness) {
        return harness.extractOutputValues().stream()
                .map(ClickRecord::eventTime)
                .toList();
    }
}
