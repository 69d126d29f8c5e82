package io.poeem.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.poeem.train.publish.VersionSummary;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Learners of another number of shards go on from where others stopped, whatever is learned. */
class ReshardingTest {

    private static final int STEPS = 100;

    /** A life in rounds of three steps, a version after every other. */
    private static final class World {

        private final Random random = new Random(7);
        private ShardedLearners all;
        private int step;
        private long version;

        World(LearnerOptions options, int shards) {
            all = new ShardedLearners(options, shards);
        }

        World live(int until) {
            while (step < until) {
                step++;
                long time = 1_000_000L + 1000L * step;
                if (random.nextInt(4) == 0) {
                    all.catalogue(Life.item(random, step, time));
                }
                all.train(Life.batch(random, step, time));
                if (step % 3 == 0 && all.shards() > 1) {
                    all.merge(step % 6 == 0);
                }
                if (step % 6 == 0) {
                    List<VersionSummary> parts = all.publish(version + 1, time + 1000);
                    if (!parts.isEmpty()) {
                        assertThat(parts).hasSize(all.shards());
                        version++;
                    }
                }
            }
            return this;
        }
    }

    static List<LearnerOptions> kinds() {
        return ShardedLearnersTest.kinds().toList();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void popularityOfEveryItemStaysAsItWas(LearnerOptions options) {
        for (int[] change : new int[][] {{1, 2}, {2, 3}, {4, 2}, {2, 1}}) {
            int from = change[0];
            int to = change[1];
            World world = new World(options, from).live(STEPS - STEPS % 3);
            Map<String, Double> before = world.all.popularity();
            Map<String, Double> after = world.all.reshard(to).popularity();
            assertThat(after).as(from + " to " + to).hasSameSizeAs(before);
            double[] shift = {0};
            before.forEach((item, log) -> shift[0] += (after.get(item) - log) / before.size());
            before.forEach((item, log) -> assertThat(after.get(item) - shift[0])
                    .as("%s from %d to %d", item, from, to)
                    .isCloseTo(log, within(0.3)));
            assertThat(shift[0]).as("of all, from %d to %d", from, to).isCloseTo(0, within(0.3));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void replicasAreOneAndCountsAddUpWithinARound(LearnerOptions options) {
        for (int[] change : new int[][] {{1, 2}, {2, 3}, {4, 2}}) {
            int from = change[0];
            int to = change[1];
            World world = new World(options, from).live(STEPS - STEPS % 3 + 2);
            ShardedLearners made = world.all.reshard(to);
            for (int shard = 1; shard < to; shard++) {
                assertThat(made.replica(shard)).isEqualTo(made.replica(0));
            }
            assertThat(made.count(counts -> counts.clicks)).isEqualTo(world.all.count(counts -> counts.clicks));
            assertThat(made.count(counts -> counts.examples)).isEqualTo(world.all.count(counts -> counts.examples));
            assertThat(made.count(counts -> counts.catalogueEvents))
                    .isEqualTo(world.all.count(counts -> counts.catalogueEvents));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void versionsGoOnAndAreTheSameEachTime(LearnerOptions options) {
        for (int[] change : new int[][] {{1, 2}, {2, 3}, {4, 2}, {2, 1}}) {
            int from = change[0];
            int to = change[1];
            List<String> once = goOn(options, from, to);
            assertThat(once).hasSizeGreaterThan(10);
            assertThat(goOn(options, from, to)).isEqualTo(once);
        }
    }

    private static List<String> goOn(LearnerOptions options, int from, int to) {
        World world = new World(options, from).live(STEPS);
        long before = world.version;
        assertThat(before).as("versions before").isPositive();
        world.all = world.all.reshard(to);
        world.live(2 * STEPS);
        assertThat(world.version).as("versions").isGreaterThan(before + 10);
        return world.all.chunks();
    }
}
