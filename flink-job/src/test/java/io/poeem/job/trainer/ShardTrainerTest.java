package io.poeem.job.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.job.event.Contribution;
import io.poeem.job.event.ExampleRecord;
import io.poeem.job.event.ItemRecord;
import io.poeem.job.event.OutputRecord;
import io.poeem.job.event.ShardEvent;
import io.poeem.job.options.JobOptions;
import io.poeem.job.serial.OutputRecordSerializer;
import io.poeem.schemas.Example;
import io.poeem.schemas.Item;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTrainerTest {

    private static final int EVENTS = 3_000;
    private static final int ITEMS = 1_500;
    private static final long STEP_MILLIS = 10_000;

    @Test
    void aTrainerThatIsRestoredHalfWaySendsTheSameBytes() throws Exception {
        List<String> expected = run(Map.of(), Integer.MAX_VALUE);
        assertThat(expected).hasSizeGreaterThan(10);
        assertThat(run(Map.of(), 700)).isEqualTo(expected);
    }

    @Test
    void aCacheSmallerThanTheStateSendsTheSameBytes() throws Exception {
        List<String> expected = run(Map.of(), Integer.MAX_VALUE);
        assertThat(run(Map.of("cache.rows", "1000"), 1_300)).isEqualTo(expected);
    }

    @Test
    void nothingIsSentBeforeTheWatermarkAllowsIt() throws Exception {
        try (var harness = harness(options(Map.of()))) {
            harness.open();
            for (ShardEvent event : events()) {
                harness.processElement(new StreamRecord<>(event, event.eventTime()));
            }
            assertThat(harness.getOutput()).isEmpty();
            harness.processWatermark(EVENTS * STEP_MILLIS);
            assertThat(harness.getOutput()).hasSizeGreaterThan(10);
            assertThat(lastOf(harness))
                    .as("the watermark goes on after what it allowed")
                    .isInstanceOf(Watermark.class);
        }
    }

    @ParameterizedTest(name = "with a catalogue: {0}")
    @ValueSource(booleans = {false, true})
    void rowsThatExpiredAreGoneFromStateButForWhatTheCatalogueSaid(boolean catalogue) throws Exception {
        JobOptions options = options(Map.of("expiry", "1 h", "refresh.versions", "1"));
        try (var harness = harness(options, new HashMapStateBackend())) {
            harness.open();
            for (ShardEvent event : catalogue ? events() : clicksOnly()) {
                harness.processElement(new StreamRecord<>(event, event.eventTime()));
            }
            harness.processWatermark(EVENTS * STEP_MILLIS);
            harness.prepareSnapshotPreBarrier(1);
            int full = harness.numKeyedStateEntries();

            long later = EVENTS * STEP_MILLIS + 10 * 3_600_000L;
            Example last = new Example("u", "i1", later, 0, (long) EVENTS, 1f, false, List.of("i2"), List.of());
            harness.processElement(new StreamRecord<>(new ExampleRecord(last), later));
            harness.processWatermark(Long.MAX_VALUE);
            harness.prepareSnapshotPreBarrier(2);
            assertThat(full).as("every slice of items and tokens has rows").isGreaterThan(2 * 64);
            assertThat(harness.numKeyedStateEntries())
                    .as("the last click's rows, what the shard has once, and slices with items of the catalogue")
                    .isBetween(catalogue ? 50 : 1, catalogue ? 76 : 12);
        }
    }

    @Test
    void aShardsKeysAllFallIntoItsKeyGroup() {
        for (int shards : new int[] {1, 2, 4, 128}) {
            Sharding sharding = new Sharding(shards);
            for (int shard = 0; shard < shards; shard += Math.max(1, shards / 4)) {
                List<Integer> keys = new ArrayList<>(Arrays.asList(sharding.sliceKeys(shard)));
                keys.add(sharding.key(shard));
                int group = shard * Sharding.MAX_PARALLELISM / shards;
                assertThat(keys).doesNotHaveDuplicates().hasSize(65).allMatch(key -> group == groupOf(key));
            }
        }
    }

    @Test
    void blocksAreMergedByAllSubtasksAlike() throws Exception {
        for (int shards : new int[] {2, 4, 8, 32}) {
            var keys = new Sharding(shards).blocks();
            List<Integer> subtasks = new ArrayList<>();
            for (int block = 0; block < shards; block++) {
                int key = keys.getKey(new Contribution("run", 0, 0, block, 0, new byte[0]));
                subtasks.add(org.apache.flink.runtime.state.KeyGroupRangeAssignment.computeOperatorIndexForKeyGroup(
                        Sharding.MAX_PARALLELISM, shards, groupOf(key)));
            }
            assertThat(subtasks).as("%d blocks on as many subtasks", shards).doesNotHaveDuplicates();
        }
    }

    private static int groupOf(int key) {
        return org.apache.flink.runtime.state.KeyGroupRangeAssignment.assignToKeyGroup(key, Sharding.MAX_PARALLELISM);
    }

    /** What a trainer sends, with a snapshot and a restore after every so many events. */
    private static List<String> run(Map<String, String> settings, int restoreEvery) throws Exception {
        List<String> sent = new ArrayList<>();
        JobOptions options = options(settings);
        var harness = harness(options);
        harness.open();
        List<ShardEvent> events = events();
        for (int i = 1; i <= events.size(); i++) {
            ShardEvent event = events.get(i - 1);
            harness.processElement(new StreamRecord<>(event, event.eventTime()));
            if (i % 50 == 0) {
                harness.processWatermark(event.eventTime() - 1);
            }
            if (i % restoreEvery == 0) {
                harness.prepareSnapshotPreBarrier(i);
                OperatorSubtaskState state = harness.snapshot(i, i);
                sent.addAll(sent(harness));
                harness.close();
                harness = harness(options);
                harness.initializeState(state);
                harness.open();
            }
        }
        harness.processWatermark(Long.MAX_VALUE);
        sent.addAll(sent(harness));
        harness.close();
        return sent;
    }

    /** What the catalogue said of an item does not expire. */
    private static List<ShardEvent> clicksOnly() {
        return events().stream().filter(ExampleRecord.class::isInstance).toList();
    }

    private static List<ShardEvent> events() {
        Random random = new Random(9);
        List<ShardEvent> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            long time = i * STEP_MILLIS;
            String item = "i" + random.nextInt(ITEMS);
            if (i % 10 == 0) {
                events.add(new ItemRecord(new Item(item, time, List.of("kind=" + i % 7), null, false), 0, i));
            } else {
                List<String> history = i % 5 == 1 ? List.of() : List.of("i" + random.nextInt(ITEMS), "i" + i % 13);
                events.add(new ExampleRecord(
                        new Example("u" + i % 50, item, time, i % 2, (long) i, 1f, false, history, List.of())));
            }
        }
        return events;
    }

    private static JobOptions options(Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(Map.of(
                "model.dims", "8",
                "coarse.centroids", "4",
                "codebook.centroids", "8",
                "codebook.subspaces", "2",
                "batch.size", "32",
                "warmup.examples", "200",
                "warmstart.sample", "128",
                "snapshot.interval", "30 min",
                "full.versions", "4",
                "refresh.versions", "3"));
        all.putAll(settings);
        return JobOptions.of(all);
    }

    private static KeyedOneInputStreamOperatorTestHarness<Integer, ShardEvent, OutputRecord> harness(JobOptions options)
            throws Exception {
        return harness(options, new EmbeddedRocksDBStateBackend());
    }

    private static KeyedOneInputStreamOperatorTestHarness<Integer, ShardEvent, OutputRecord> harness(
            JobOptions options, StateBackend backend) throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new ShardTrainer(options), ShardTrainer.keys(options), Types.INT, Sharding.MAX_PARALLELISM, 1, 0);
        harness.setStateBackend(backend);
        harness.setup(new OutputRecordSerializer());
        return harness;
    }

    private static List<String> sent(
            KeyedOneInputStreamOperatorTestHarness<Integer, ShardEvent, OutputRecord> harness) {
        return harness.extractOutputValues().stream()
                .map(record -> record.topic() + " " + record.timestamp() + " " + record.value().length + " "
                        + HexFormat.of().formatHex(sha256(record.value())))
                .toList();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static Object lastOf(KeyedOneInputStreamOperatorTestHarness<Integer, ShardEvent, OutputRecord> harness) {
        return harness.getOutput().toArray()[harness.getOutput().size() - 1];
    }
}
