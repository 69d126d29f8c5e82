package io.poeem.job.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.job.event.ClickRecord;
import io.poeem.job.event.ExampleRecord;
import io.poeem.job.event.ShardEvent;
import io.poeem.job.serial.ShardEventSerializer;
import io.poeem.schemas.Click;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class HistoryOperatorTest {

    private static final HistoryRules RULES = new HistoryRules(3, 1_000);

    @Test
    void aClickSeesItsUsersLastItemsOldestFirst() throws Exception {
        try (var harness = harness(100)) {
            harness.open();
            for (int i = 0; i < 5; i++) {
                click(harness, "u", "i" + i, i);
                click(harness, "v", "j" + i, i);
            }
            assertThat(histories(harness).get(8)).containsExactly("i1", "i2", "i3");
            assertThat(histories(harness).get(9)).containsExactly("j1", "j2", "j3");
        }
    }

    @Test
    void anOldHistoryIsNotSeenWhetherItIsGoneFromStateOrNot() throws Exception {
        try (var harness = harness(100)) {
            harness.open();
            click(harness, "u", "a", 0);
            click(harness, "u", "b", 999);
            click(harness, "u", "c", 1_999);
            assertThat(histories(harness)).containsExactly(List.of(), List.of("a"), List.of());
        }
    }

    @Test
    void stateAndTimersAreGoneAfterTheTimeToLive() throws Exception {
        try (var harness = harness(2, new HashMapStateBackend())) {
            harness.open();
            for (int user = 0; user < 10; user++) {
                click(harness, "u" + user, "a", user);
            }
            snapshot(harness);
            assertThat(harness.numKeyedStateEntries()).isEqualTo(10);
            assertThat(harness.numEventTimeTimers()).isEqualTo(10);

            click(harness, "u3", "b", 900);
            harness.processWatermark(1_500);
            snapshot(harness);
            assertThat(harness.numKeyedStateEntries())
                    .as("the one who came back")
                    .isEqualTo(1);
            assertThat(harness.numEventTimeTimers()).isEqualTo(1);

            harness.processWatermark(10_000);
            snapshot(harness);
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void cacheSizeAndRestoresAreNotSeenInTheOutput() throws Exception {
        List<List<String>> expected = run(1_000, Integer.MAX_VALUE);
        assertThat(run(1, Integer.MAX_VALUE)).isEqualTo(expected);
        assertThat(run(7, 50)).isEqualTo(expected);
    }

    /** Clicks of 20 users; a snapshot and a restore after every so many of them. */
    private static List<List<String>> run(int cache, int restoreEvery) throws Exception {
        Random random = new Random(3);
        List<List<String>> all = new ArrayList<>();
        var harness = harness(cache);
        harness.open();
        for (int i = 1; i <= 400; i++) {
            click(harness, "u" + random.nextInt(20), "i" + i, i * 20L);
            harness.processWatermark(i * 20L - 1);
            if (i % restoreEvery == 0) {
                all.addAll(histories(harness));
                OperatorSubtaskState state = snapshot(harness);
                harness.close();
                harness = harness(cache);
                harness.initializeState(state);
                harness.open();
            }
        }
        all.addAll(histories(harness));
        harness.close();
        return all;
    }

    private static OperatorSubtaskState snapshot(
            KeyedOneInputStreamOperatorTestHarness<String, ClickRecord, ShardEvent> harness) throws Exception {
        harness.prepareSnapshotPreBarrier(1);
        return harness.snapshot(1, 1);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, ClickRecord, ShardEvent> harness(int cache)
            throws Exception {
        return harness(cache, new EmbeddedRocksDBStateBackend());
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, ClickRecord, ShardEvent> harness(
            int cache, StateBackend backend) throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new HistoryOperator(RULES, cache), record -> record.click().getUser(), Types.STRING);
        harness.setStateBackend(backend);
        harness.setup(new ShardEventSerializer());
        return harness;
    }

    private static void click(
            KeyedOneInputStreamOperatorTestHarness<String, ClickRecord, ShardEvent> harness,
            String user,
            String item,
            long time)
            throws Exception {
        harness.processElement(
                new StreamRecord<>(new ClickRecord(new Click(user, item, time, 1f, List.of()), 0, time, false), time));
    }

    private static List<List<String>> histories(
            KeyedOneInputStreamOperatorTestHarness<String, ClickRecord, ShardEvent> harness) {
        return harness.extractOutputValues().stream()
                .map(event -> ((ExampleRecord) event).example().getHistory())
                .toList();
    }
}
