package io.poeem.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.poeem.schemas.Example;
import io.poeem.state.snapshot.ChunkKind;
import io.poeem.train.codebook.CodebookOptions;
import io.poeem.train.merge.MalformedPayload;
import io.poeem.train.popularity.BiasOptions;
import io.poeem.train.popularity.PopularityOptions;
import io.poeem.train.publish.VersionSummary;
import io.poeem.train.rotation.RotationRule;
import io.poeem.train.rows.HeapRowStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShardedLearnersTest {

    private static final int STEPS = 160;

    private static LearnerOptions options(int cache) {
        return Life.options(cache, 5, 4, 60_000);
    }

    static Stream<LearnerOptions> kinds() {
        LearnerOptions o = options(1000);
        CodebookOptions codebooks = o.codebooks().learning();
        return Stream.of(
                o,
                o.with(new LearnerOptions.Towers(List.of(12), 0.1f)),
                o.with(new LearnerOptions.Towers(
                        List.of(), 0.1f, new Fields(true, List.of("genre", "term"), List.of("genre")))),
                o.with(new RotationRule(RotationRule.Init.OPQ, 2, RotationRule.Learn.GIVENS_GREEDY, 5, 3)),
                o.with(new LearnerOptions.Codebooks(
                        codebooks
                                .with(CodebookOptions.Rule.EMA)
                                .withReviveAfter(25)
                                .withBalance(2),
                        true)),
                o.with(new LearnerOptions.Codebooks(codebooks.with(CodebookOptions.Rule.ADAGRAD), false)),
                o.with(new LearnerOptions.Sampling(true, new BiasOptions(true, 0.1f), 6)),
                o.with(new LearnerOptions.Popularity(1, Duration.ofHours(1))),
                o.with(new LearnerOptions.Popularity(1, PopularityOptions.interval(0.05))));
    }

    /** A life in rounds of three steps, a version after every other; interruptions have a source of their own. */
    private static ShardedLearners live(LearnerOptions options, int shards, Random interruptions, int percent) {
        ShardedLearners all = new ShardedLearners(options, shards);
        Random random = new Random(7);
        long version = 0;
        for (int step = 1; step <= STEPS; step++) {
            long time = 1_000_000L + 1000L * step;
            if (random.nextInt(4) == 0) {
                all.catalogue(Life.item(random, step, time));
            }
            all.train(Life.batch(random, step, time));
            interrupt(all, shards, interruptions, percent);
            if (step % 3 == 0) {
                all.merge(step % 6 == 0);
                interrupt(all, shards, interruptions, percent);
                for (int shard = 1; shard < shards; shard++) {
                    assertEquals(all.replica(0), all.replica(shard), "shard " + shard + " after step " + step);
                }
            }
            if (step % 6 == 0 && !all.publish(version + 1, time + 1000).isEmpty()) {
                version++;
            }
        }
        assertTrue(version > 3, "there were versions");
        return all;
    }

    private static void interrupt(ShardedLearners all, int shards, Random interruptions, int percent) {
        for (int shard = 0; shard < shards; shard++) {
            if (interruptions.nextInt(100) < percent) {
                all.restart(shard);
            }
        }
    }

    private static List<List<String>> hex(List<List<byte[]>> rounds) {
        return rounds.stream()
                .map(round -> round.stream().map(HexFormat.of()::formatHex).toList())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void allReplicasAreEqualAfterEachMergeAndStopsChangeNothing(LearnerOptions options) {
        ShardedLearners undisturbed = live(options, 3, new Random(1), 0);
        ShardedLearners disturbed = live(options, 3, new Random(2), 30);
        assertEquals(hex(undisturbed.rounds()), hex(disturbed.rounds()));
        assertEquals(undisturbed.chunks(), disturbed.chunks());
    }

    @Test
    void whatIsCachedDoesNotMatter() {
        ShardedLearners roomy = live(options(1000), 2, new Random(1), 0);
        ShardedLearners cramped = live(options(8), 2, new Random(1), 0);
        assertEquals(hex(roomy.rounds()), hex(cramped.rounds()));
        assertEquals(roomy.chunks(), cramped.chunks());
    }

    @Test
    void mergedPayloadsAreNoLargerThanAsked() {
        ShardedLearners all = live(options(1000), 4, new Random(1), 0);
        int most = all.rounds().stream()
                .flatMap(List::stream)
                .mapToInt(payload -> payload.length)
                .max()
                .orElseThrow();
        assertTrue(most <= 4096, "largest: " + most);
        assertTrue(all.rounds().stream().anyMatch(round -> round.size() > 4), "some rounds are split");
    }

    @Test
    void allPartsOfAVersionHaveTheSameNumberAndBaseAndOneHasTheModel() {
        ShardedLearners all = new ShardedLearners(options(1000), 3);
        Random random = new Random(7);
        List<VersionSummary> last = List.of();
        for (int step = 1; step <= 60; step++) {
            all.train(Life.batch(random, step, 1_000_000L + 1000L * step));
            all.merge(true);
            last = all.publish(step, 1_001_000L + 1000L * step);
        }
        assertEquals(3, last.size());
        assertEquals(1, last.stream().map(VersionSummary::base).distinct().count());
        List<Integer> withModel = new ArrayList<>();
        for (int part = 0; part < 3; part++) {
            boolean has = last.get(part).chunks().stream().anyMatch(chunk -> chunk.getKind() == ChunkKind.MODEL);
            if (has) {
                withModel.add(part);
            }
        }
        assertEquals(List.of(0), withModel);
        List<Map<String, Long>> counts =
                last.stream().map(VersionSummary::counts).toList();
        assertEquals(1, counts.stream().map(c -> c.get("token_rows")).distinct().count());
    }

    @Test
    void aRefusedPayloadLeavesTheReplicaAsItWas() {
        ShardedLearners all = live(options(1000), 2, new Random(1), 0);
        Map<String, Object> before = all.replica(0);
        List<byte[]> round = all.rounds().get(all.rounds().size() - 1);
        List<byte[]> torn = new ArrayList<>(round);
        torn.set(torn.size() - 1, Arrays.copyOf(torn.get(torn.size() - 1), 40));
        assertThrows(MalformedPayload.class, () -> all.shard(0).merge(torn));
        assertEquals(before, all.replica(0));
    }

    /**
     * After a failure a job may go on with a larger batch.size: the topic's round, of the attempt before, counted more batches than
     * this attempt ever has.
     */
    @Test
    void aRoundThatAnEarlierAttemptCutIntoSmallerBatchesIsTakenOver() {
        LearnerOptions options =
                options(1000).with(new RotationRule(RotationRule.Init.OPQ, 2, RotationRule.Learn.GIVENS_GREEDY, 5, 3));
        ShardedLearners earlier = new ShardedLearners(options, 2);
        ShardedLearners later = new ShardedLearners(options, 2);
        Random random = new Random(7);
        for (int step = 1; step <= 40; step++) {
            List<Example> batch = Life.batch(random, step, 1_000_000L + 1000L * step);
            batch.forEach(example -> earlier.train(List.of(example)));
            later.train(batch);
        }
        earlier.merge(false);
        for (int shard = 0; shard < 2; shard++) {
            later.shard(shard).merge(earlier.rounds().get(0));
        }
        for (int step = 41; step <= 60; step++) {
            later.train(Life.batch(random, step, 1_000_000L + 1000L * step));
            later.merge(false);
            assertEquals(later.replica(0), later.replica(1), "after step " + step);
        }
    }

    @Test
    void aReportThatIsOlderThanTheOneBeforeIsRefused() {
        ShardedLearners all = live(options(1000), 2, new Random(1), 0);
        MalformedPayload refused = assertThrows(
                MalformedPayload.class, () -> all.shard(0).merge(all.rounds().get(0)));
        assertTrue(refused.getMessage().contains("older"), refused.getMessage());
    }

    @Test
    void theStateOfAnotherShardIsRefused() {
        ShardedLearners all = live(options(1000), 2, new Random(1), 0);
        byte[] state = all.shard(0).sharedState();
        for (Sharing other : List.of(new Sharing(2, 1), new Sharing(3, 0))) {
            Learner learner = new Learner(options(1000), other, new HeapRowStore(), new HeapRowStore());
            IllegalStateException refused = assertThrows(IllegalStateException.class, () -> learner.restore(state));
            assertTrue(refused.getMessage().contains("shard 0 of 2"), refused.getMessage());
        }
        Learner alone = new Learner(options(1000), new HeapRowStore(), new HeapRowStore());
        assertThrows(IllegalStateException.class, () -> alone.restore(state));
    }

    @Test
    void aShardWithoutNewsSaysNothing() {
        ShardedLearners all = live(options(1000), 2, new Random(1), 0);
        all.merge(false);
        List<Integer> blocks = new ArrayList<>();
        all.shard(1).contribute(false, (block, sequence, payload) -> blocks.add(block));
        assertTrue(blocks.isEmpty());
        all.shard(1).contribute(true, (block, sequence, payload) -> blocks.add(block));
        assertFalse(blocks.isEmpty());
    }

    @Test
    void aFaultHoldsBackTheVersionThatItWasFoundFor() {
        ShardedLearners all = new ShardedLearners(options(1000).with(new LearnerOptions.Gate(16, 1e-9, 0, 0, 0)), 2);
        for (int warm = 0; warm < 3; warm++) { // until it is warm, and once more
            train(all, clicks(1, 60, 1_000_000 + 500 * warm));
            all.merge(true);
        }
        assertTrue(all.publish(1, 1_002_000).isEmpty());
        assertTrue(all.shard(0).heldBack().orElseThrow().startsWith("shard 1: canary_distortion"));

        all.train(clicks(0, 8, 1_002_000));
        all.merge(true, List.of(all.shard(0)));
        assertEquals(2, all.publish(1, 1_003_000).size(), "shard 1 had no click since");
        assertEquals(all.replica(0), all.replica(1));
    }

    /** In batches as large as they may be. */
    private static void train(ShardedLearners all, List<Example> examples) {
        for (int from = 0; from < examples.size(); from += 8) {
            all.train(examples.subList(from, Math.min(from + 8, examples.size())));
        }
    }

    /** Of items of one shard. */
    private static List<Example> clicks(int shard, int n, long time) {
        ShardedLearners owners = new ShardedLearners(options(1000), 2);
        List<Example> clicks = new ArrayList<>();
        for (int i = 0; clicks.size() < n; i++) {
            String item = "i" + i % 40;
            if (owners.shardOf(item) == shard) {
                clicks.add(Examples.click("u" + i % 7, item, time + i, "i" + (i + 1) % 40));
            }
        }
        return clicks;
    }

    @Test
    void aLearnerThatIsAloneHasNobodyToShareWith() {
        Learner alone = new Life(options(1000)).learner();
        assertThrows(IllegalStateException.class, () -> alone.contribute(true, (block, sequence, payload) -> {}));
        assertThrows(IllegalStateException.class, () -> alone.merge(List.of()));
    }
}
