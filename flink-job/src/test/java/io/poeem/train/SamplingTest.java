package io.poeem.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.poeem.schemas.Example;
import io.poeem.state.image.Items;
import io.poeem.state.model.Model;
import io.poeem.train.popularity.BiasOptions;
import io.poeem.train.popularity.PopularityEstimate;
import io.poeem.train.popularity.PopularityOptions;
import io.poeem.train.rows.HeapRowStore;
import io.poeem.train.rows.ItemTable;
import io.poeem.train.rows.RowInit;
import io.poeem.train.rows.TokenTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Estimates of popularity, corrections, biases and random negatives within a learner's whole life. */
class SamplingTest {

    private static final Random NEVER = new Random(0);
    private static final BiasOptions BIAS = new BiasOptions(true, 0.3f);

    static List<Arguments> all() {
        PopularityOptions decayed = PopularityOptions.decayed(Duration.ofSeconds(20));
        return List.of(
                arguments("auto", 1, PopularityOptions.auto(), new LearnerOptions.Sampling()),
                arguments("interval", 1, PopularityOptions.interval(0.05), new LearnerOptions.Sampling()),
                arguments("bias", 0.5f, decayed, new LearnerOptions.Sampling(false, BIAS, 0)),
                arguments("bias alone", 0, decayed, new LearnerOptions.Sampling(true, BIAS, 0)),
                arguments("negatives", 1, decayed, new LearnerOptions.Sampling(false, BiasOptions.none(), 5)),
                arguments("auto, all", 1, PopularityOptions.auto(), new LearnerOptions.Sampling(true, BIAS, 3)),
                arguments(
                        "interval, all",
                        1,
                        PopularityOptions.interval(0.05),
                        new LearnerOptions.Sampling(true, BIAS, 3)));
    }

    private static Arguments arguments(
            String name, float weight, PopularityOptions counting, LearnerOptions.Sampling sampling) {
        return Arguments.of(name, new LearnerOptions.Popularity(weight, counting), sampling);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void neitherTheCacheNorARestartShows(
            String name, LearnerOptions.Popularity popularity, LearnerOptions.Sampling sampling) {
        Life unlimited = Life.random(options(100_000, 4, popularity, sampling), 31, 300, NEVER, 0);
        Life limited = Life.random(options(3, 4, popularity, sampling), 31, 300, new Random(1), 8);

        assertThat(limited.log()).hasSizeGreaterThan(50).isEqualTo(unlimited.log());
        unlimited.learner().flush();
        limited.learner().flush();
        assertThat(limited.learner().sharedState())
                .isEqualTo(unlimited.learner().sharedState());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void aFullVersionEqualsItsBaseWithTheDeltaInItsPlace(
            String name, LearnerOptions.Popularity popularity, LearnerOptions.Sampling sampling) {
        List<String> deltas = Life.random(options(1_000, 1_000_000, popularity, sampling), 32, 300, NEVER, 0)
                .log();
        assertThat(deltas).hasSizeGreaterThan(50).doesNotHaveDuplicates();
        assertThat(Life.random(options(1_000, 1, popularity, sampling), 32, 300, NEVER, 0)
                        .log())
                .isEqualTo(deltas);
    }

    private static LearnerOptions options(
            int cache, int full, LearnerOptions.Popularity popularity, LearnerOptions.Sampling sampling) {
        return Life.options(cache, full, 5, 60_000).with(popularity).with(sampling);
    }

    static List<LearnerOptions.Sampling> withoutAndWithABias() {
        return List.of(new LearnerOptions.Sampling(), new LearnerOptions.Sampling(false, BIAS, 0));
    }

    @ParameterizedTest
    @MethodSource("withoutAndWithABias")
    void aVersionAfterAChangeOfTheHalfLifeIsFullAndOfOneScale(LearnerOptions.Sampling sampling) {
        Life life = new Life(Life.options(1_000, 1_000_000, 1_000, 0)
                .with(new LearnerOptions.Popularity(1, PopularityOptions.auto()))
                .with(sampling));
        long minute = 60_000;
        long version = 0;
        List<Long> bases = new ArrayList<>();
        List<Long> halfLives = new ArrayList<>();
        for (int batch = 0; batch < 400; batch++) {
            List<Example> examples = new ArrayList<>();
            for (int i = 0; i < 8; i++) { // an item has eight minutes
                examples.add(Examples.click("u" + i, "i" + (batch / 8 * 3 + i % 3), batch * minute, "h" + i % 5));
            }
            life.learner().train(examples);
            if (batch % 20 == 19) {
                life.publish(++version, batch * minute + 1).ifPresent(written -> {
                    bases.add(written.base());
                    halfLives.add(written.counts().get("popularity_half_life_s"));
                });
                assertThat(sumOfShares(life, sampling.bias().learned())).isCloseTo(1, within(1e-4));
            }
        }
        assertThat(halfLives).startsWith(153_600L).endsWith(600L);
        for (int i = 0; i < bases.size(); i++) {
            boolean changed = i == 0 || !halfLives.get(i).equals(halfLives.get(i - 1));
            assertThat(bases.get(i) == -1).as("version %d", i + 1).isEqualTo(changed);
        }
    }

    /** Σ e^(L' - a/β - logTotal), where β is 1 and the counts are of several half-lives. */
    private static double sumOfShares(Life life, boolean biased) {
        Items published = life.image().items();
        ItemTable items = life.learner().items();
        int bias = PopularityEstimate.of(PopularityOptions.auto()).numbers();
        double sum = 0;
        for (int i = 0; i < published.size(); i++) {
            double a = biased ? items.numbers()[items.numbersAt(items.peek(published.id(i))) + bias] : 0;
            sum += Math.exp(published.logCount(i) - a - life.image().model().logTotal());
        }
        items.release();
        return sum;
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 0.5f, 1})
    void whatIsServedHoldsTheLearnedBias(float weight) {
        LearnerOptions options = Life.options(1_000, 1, 1, 0)
                .with(new LearnerOptions.Popularity(weight, PopularityOptions.decayed(Duration.ofMinutes(1))))
                .with(new LearnerOptions.Sampling(true, BIAS, 0));
        Life life = Life.random(options, 5, 100, NEVER, 0);
        life.publish(10_000, 2_000_000);
        Model model = life.image().model();
        Items published = life.image().items();
        ItemTable items = life.learner().items();
        double logTotal = logTotal(life);
        assertThat(published.size()).isGreaterThan(20);
        double spread = 0;
        for (int i = 0; i < published.size(); i++) {
            int slot = items.peek(published.id(i));
            double a = items.numbers()[items.numbersAt(slot)];
            double expected = a + (weight == 0 ? 0 : weight * (items.logCount(slot) - logTotal));
            double served = model.popularityWeight() * (published.logCount(i) - model.logTotal());
            assertThat(served).isCloseTo(expected, within(1e-4));
            spread = Math.max(spread, Math.abs(a));
        }
        items.release();
        assertThat(spread).isGreaterThan(0.1);
    }

    /** The log of the sum of all items' counts, forgotten ones aside: none is forgotten here. */
    private static double logTotal(Life life) {
        double sum = 0;
        ItemTable items = life.learner().items();
        List<Double> counts = new ArrayList<>();
        items.sweep(-1, (slots, n) -> {
            for (int i = 0; i < n; i++) {
                counts.add(items.logCount(slots[i]));
            }
        });
        for (double count : counts) {
            sum += Math.exp(count);
        }
        return Math.log(sum);
    }

    @Test
    void theCorrectionIsTheShareAndWithRandomNegativesThatOfTheMixture() {
        LearnerOptions options =
                Life.options(1_000, 1, 1, 0).with(new LearnerOptions.Sampling(true, BiasOptions.none(), 6));
        PopularityEstimate estimate = PopularityEstimate.of(PopularityOptions.decayed(Duration.ofDays(1)));
        ItemTable items = new ItemTable(new HeapRowStore(), new RowInit(1, 16, 1), 16, 2, 0, 100);
        RandomNegatives negatives = new RandomNegatives(6, 1);
        for (int i = 0; i < 10; i++) { // the shares are 1/55, 2/55, …
            int slot = items.acquire("i" + i, 0);
            for (int click = 0; click <= i; click++) {
                estimate.count(items, slot, 1, 0);
            }
            negatives.offer("i" + i);
        }
        Batch batch = new Batch(options, items, new TokenTable(new HeapRowStore(), new RowInit(2, 16, 1), 16, 100));
        for (int i = 0; i < 4; i++) {
            batch.add(Examples.click("u" + i, "i" + i, 0, "h"), items.acquire("i" + i, 0));
        }
        batch.add(Examples.weighted("u", "uncounted", 0, 0, "h"), items.acquire("uncounted", 0));
        Offsets offsets = new Offsets(true, items, estimate, negatives, Optional.empty(), 14);
        float[] alone = offsets.logQ(batch).clone();
        for (int j = 0; j < 4; j++) {
            assertThat(alone[j]).isCloseTo((float) Math.log((j + 1) / 55.0), within(1e-6f));
        }
        assertThat(alone[4]).isEqualTo(-30);

        negatives.draw(0, items, batch);
        assertThat(batch.candidates()).isEqualTo(11);
        float[] mixed = offsets.logQ(batch);
        for (int j = 0; j < 11; j++) {
            String item = items.key(batch.itemIds()[j]);
            double share = item.startsWith("i") ? (item.charAt(1) - '0' + 1) / 55.0 : Math.exp(-30);
            assertThat(mixed[j]).isCloseTo((float) Math.log((5 * share + 6 / 10.0) / 11), within(1e-6f));
        }
    }

    @Test
    void aBiasFollowsTheSumOfItsGradientsByAdagrad() {
        LearnerOptions options = Life.options(1_000, 1, 1, 0)
                .with(new LearnerOptions.Popularity(1, PopularityOptions.decayed(Duration.ofDays(1))))
                .with(new LearnerOptions.Sampling(false, BIAS, 0));
        Learner learner = new Learner(options, new HeapRowStore(), new HeapRowStore());
        // two users, two items, nothing learned: both softmaxes are near 1/2, so that ∂L/∂a of both items is near 0 in
        // sum
        learner.train(List.of(
                Examples.click("u", "a", 0, "x"), Examples.click("v", "a", 0, "y"), Examples.click("w", "b", 0, "z")));
        ItemTable items = learner.items();
        int a = items.numbersAt(items.peek("a"));
        int b = items.numbersAt(items.peek("b"));
        float gradient = (float) Math.sqrt(items.numbers()[a + 1]);
        assertThat(gradient).isPositive();
        float step = 0.3f * gradient / (float) Math.sqrt(0.1f + gradient * gradient);
        // a is right twice and wrong once, b the other way round: their gradients cancel
        assertThat(Math.abs(items.numbers()[a])).isCloseTo(step, within(1e-6));
        assertThat(items.numbers()[a]).isCloseTo(-items.numbers()[b], within(1e-5));
    }
}
