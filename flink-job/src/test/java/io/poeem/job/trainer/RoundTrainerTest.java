package io.poeem.job.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.job.event.Contribution;
import io.poeem.job.event.ExampleRecord;
import io.poeem.job.event.ItemRecord;
import io.poeem.job.event.OutputRecord;
import io.poeem.job.event.ShardEvent;
import io.poeem.job.options.JobOptions;
import io.poeem.job.serial.OutputRecordSerializer;
import io.poeem.schemas.Example;
import io.poeem.schemas.Item;
import io.poeem.state.snapshot.Manifests;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Four shards: what they send is the same on any number of subtasks, and through restores that change it. */
class RoundTrainerTest {

    private static final int EVENTS = 4_000;
    private static final int ITEMS = 600;
    private static final long STEP_MILLIS = 10_000;
    private static final JobOptions OPTIONS = JobOptions.of(Map.ofEntries(
            Map.entry("shards", "4"),
            Map.entry("round.interval", "10 min"),
            Map.entry("model.dims", "8"),
            Map.entry("coarse.centroids", "4"),
            Map.entry("codebook.centroids", "8"),
            Map.entry("codebook.subspaces", "2"),
            Map.entry("batch.size", "32"),
            Map.entry("warmup.examples", "200"),
            Map.entry("warmstart.sample", "128"),
            Map.entry("snapshot.interval", "30 min"),
            Map.entry("full.versions", "4"),
            Map.entry("refresh.versions", "3")));

    private static final List<String> EXPECTED = run(4, EVENTS);

    @Test
    void everyShardSendsItsPartOfEveryVersion() {
        assertThat(EXPECTED.stream().filter(line -> line.startsWith("poeem.versions")))
                .hasSizeGreaterThan(4 * 10)
                .hasSizeLessThan(4 * EVENTS * 10 / 1_800 + 8);
    }

    @ParameterizedTest(name = "{0} subtasks")
    @ValueSource(ints = {1, 2, 3})
    void anyNumberOfSubtasksSendsTheSameBytes(int parallelism) {
        assertThat(run(parallelism, EVENTS)).isEqualTo(EXPECTED);
    }

    @Test
    void restoresInTheMiddleOfRoundsSendTheSameBytes() {
        assertThat(run(2, 731, 2)).isEqualTo(EXPECTED);
    }

    @Test
    void restoresOnOtherNumbersOfSubtasksSendTheSameBytes() {
        assertThat(run(1, 917, 2, 4, 1, 3)).isEqualTo(EXPECTED);
    }

    /** A checkpoint, then 650 events, a failure, and the same events again: the topic already holds rounds that come a second time. */
    @ParameterizedTest(name = "then {0} subtasks")
    @ValueSource(ints = {1, 2, 3})
    void failuresBehindWhichTheTopicHoldsLaterRoundsSendTheSameBytes(int parallelism) throws Exception {
        try (RoundLoop loop = new RoundLoop(OPTIONS, 2)) {
            List<ShardEvent> events = events();
            for (int from = 0; from < events.size(); from += 931) {
                loop.checkpoint();
                bring(events, from, Math.min(from + 650, events.size()), loop);
                assertThat(loop.ahead()).as("records that come again").isGreaterThan(2 * 650 / 60);
                loop.crash(parallelism);
                bring(events, from, Math.min(from + 931, events.size()), loop);
            }
            loop.watermark(Long.MAX_VALUE);
            assertThat(sorted(loop.sent())).isEqualTo(EXPECTED);
        }
    }

    @ParameterizedTest
    @CsvSource({"round.interval, 5 min, 600000 ms", "snapshot.interval, 20 min, 1800000 ms"})
    void roundsAndVersionsOfOtherLengthsAreRefusedOverKeptState(String option, String value, String before)
            throws Exception {
        try (RoundLoop loop = new RoundLoop(OPTIONS, 2)) {
            bring(events(), 0, 200, loop);
            assertThatThrownBy(() -> loop.restore(OPTIONS.with(option, value)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll(option + " = " + before, "poeem reshard");
        }
    }

    @Test
    void aStreamWhoseTimeHasEndedDoesNotGoOn() throws Exception {
        try (RoundLoop loop = new RoundLoop(OPTIONS, 1)) {
            bring(events(), 0, 200, loop);
            loop.watermark(Long.MAX_VALUE);
            assertThatThrownBy(() -> loop.restore(1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("--drain");
        }
    }

    /** Whether the merge would still take it depends on how far the others are. */
    @Test
    void aContributionToARoundThatIsOverStopsTheJob() throws Exception {
        RoundTrainer trainer = new RoundTrainer(OPTIONS, "run");
        try (var harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                trainer, ShardTrainer.keys(OPTIONS), null, Types.INT, Sharding.MAX_PARALLELISM, 1, 0)) {
            harness.setup(new OutputRecordSerializer());
            harness.open();
            harness.processWatermark1(new Watermark(1_199_999));
            trainer.send(new Contribution("run", 1_200_000, 3, 0, 0, new byte[1]));
            assertThatThrownBy(() -> trainer.send(new Contribution("run", 600_000, 3, 0, 0, new byte[1])))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("Shard 3", "round at 600000", "1199999");
        }
    }

    /** Of a round's blocks the first, then all with the progress behind them, never come to the topic; what is sent later does. */
    @ParameterizedTest(name = "{0} records")
    @ValueSource(ints = {1, 5})
    void recordsThatTheTopicLosesAreAwaitedUntilARestoreSendsThemAgain(int records) throws Exception {
        try (RoundLoop loop = new RoundLoop(OPTIONS, 2)) {
            List<ShardEvent> events = events();
            for (int from = 0; from < events.size(); from += 931) {
                loop.checkpoint();
                bring(events, from, Math.min(from + 300, events.size()), loop);
                loop.lose(records);
                bring(events, Math.min(from + 300, events.size()), Math.min(from + 650, events.size()), loop);
                loop.crash(2);
                bring(events, from, Math.min(from + 931, events.size()), loop);
            }
            loop.watermark(Long.MAX_VALUE);
            assertThat(sorted(loop.sent())).isEqualTo(EXPECTED);
        }
    }

    private static void bring(List<ShardEvent> events, int from, int to, RoundLoop loop) throws Exception {
        for (int i = from; i < to; i++) {
            loop.event(events.get(i));
            if (i % 50 == 49) {
                loop.watermark(events.get(i).eventTime() - 1);
            }
        }
    }

    /** With a restore after every so many events, on so many subtasks each time. */
    private static List<String> run(int parallelism, int restoreEvery, int... parallelisms) {
        try (RoundLoop loop = new RoundLoop(OPTIONS, parallelism)) {
            List<ShardEvent> events = events();
            int restores = 0;
            for (int from = 0; from < events.size(); from += restoreEvery) {
                if (from > 0) {
                    loop.restore(parallelisms[restores++ % parallelisms.length]);
                }
                bring(events, from, Math.min(from + restoreEvery, events.size()), loop);
            }
            loop.watermark(Long.MAX_VALUE);
            return sorted(loop.sent());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Shards send side by side: what counts is what each of them sends. */
    private static List<String> sorted(Map<String, List<OutputRecord>> sent) {
        return sent.values().stream()
                .flatMap(List::stream)
                .map(record -> record.topic() + " " + record.timestamp() + " "
                        + record.value().length + " "
                        + HexFormat.of().formatHex(Manifests.sha256(record.value())))
                .sorted()
                .toList();
    }

    private static List<ShardEvent> events() {
        Random random = new Random(9);
        List<ShardEvent> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            long time = i * STEP_MILLIS;
            String item = "i" + Math.abs((int) (random.nextGaussian() * ITEMS / 3)) % ITEMS;
            if (i % 10 == 0) {
                events.add(new ItemRecord(new Item(item, time, List.of("kind=" + i % 7), null, i % 70 == 0), 0, i));
            } else {
                List<String> history = i % 5 == 1 ? List.of() : List.of("i" + random.nextInt(ITEMS), "i" + i % 13);
                events.add(new ExampleRecord(
                        new Example("u" + i % 50, item, time, i % 2, (long) i, 1f, false, history, List.of())));
            }
        }
        return events;
    }
}
