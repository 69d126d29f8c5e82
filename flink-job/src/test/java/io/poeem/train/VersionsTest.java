package io.poeem.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.poeem.schemas.Example;
import io.poeem.schemas.Item;
import io.poeem.state.image.Items;
import io.poeem.state.kernel.Kernels;
import io.poeem.state.quantize.Quantizer;
import io.poeem.train.publish.VersionSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What versions hold, seen through the image of one who follows them. */
class VersionsTest {

    private static final int STEPS = 400;
    private static final long EXPIRY = 60_000;
    private static final Random NEVER = new Random(0);

    private static Life joint(LearnerOptions options) {
        Life life = new Life(options);
        for (int batch = 0; batch < 10; batch++) {
            life.learner().train(eight(batch));
        }
        assertThat(life.learner().phase()).isEqualTo(Phase.JOINT);
        return life;
    }

    private static List<Example> eight(int batch) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            examples.add(Examples.click("u" + i, "i" + (batch + i) % 12, 1000L * batch, "h" + i));
        }
        return examples;
    }

    @Test
    void beforeTheWarmStartThereIsNoVersion() {
        Life life = new Life(Life.options(100, 4, 4, 0));
        life.learner().train(eight(0));
        assertThat(life.publish(1, 1000)).isEmpty();
        assertThat(life.image().isEmpty()).isTrue();
    }

    @Test
    void theFirstIsFullAndDeltasBuildOnTheLast() {
        Life life = joint(Life.options(100, 4, 4, 0));
        assertThat(life.publish(5, 10_000).orElseThrow().base()).isEqualTo(-1);
        assertThat(life.publish(6, 11_000).orElseThrow().base()).isEqualTo(5);
        assertThat(life.publish(8, 13_000).orElseThrow().base()).isEqualTo(-1);
        assertThatThrownBy(() -> life.publish(8, 14_000))
                .hasMessageContaining("version 8: must be above the last one, 8");
    }

    @Test
    void itemsEnterWithTheirFirstClickWhereTheOptionSaysSoAndTokensWithTheirFirstQuery() {
        Life life = joint(Life.options(100, 4, 4, 0)
                .with(new LearnerOptions.Versions(
                        4, 4, java.time.Duration.ZERO, true, new LearnerOptions.Unclicked(false, 0.01))));
        life.learner().catalogue(item("i0", false, "genre=Drama"));
        life.learner().catalogue(item("never clicked", false, "genre=Drama"));
        life.publish(1, 10_000);

        assertThat(life.image().size()).isEqualTo(12);
        assertThat(life.image().items().indexOf("never clicked")).isEqualTo(-1);
        assertThat(life.image().tokens().row("hist=h1")).isNotNull();
        assertThat(life.image().tokens().contains("genre=Drama")).isFalse();
    }

    @Test
    void deletedItemsLeaveWithTheNextVersionAndStayAwayUntilTheCatalogueHasThemAgain() {
        Life life = joint(Life.options(100, 100, 100, 0));
        life.publish(101, 10_000);
        life.learner().catalogue(item("i3", true));
        VersionSummary without = life.publish(102, 11_000).orElseThrow();
        assertThat(life.image().items().indexOf("i3")).isEqualTo(-1);
        assertThat(without.counts()).containsEntry("items", 11L).containsEntry("removed_items", 1L);

        life.learner().train(List.of(Examples.click("u", "i3", 11_000, "h1")));
        life.publish(103, 12_000);
        assertThat(life.image().items().indexOf("i3")).isEqualTo(-1);

        life.learner().catalogue(item("i3", false));
        assertThat(life.publish(104, 13_000).orElseThrow().counts()).containsEntry("items", 12L);
        assertThat(life.image().items().indexOf("i3")).isNotNegative();
    }

    private static Item item(String id, boolean deleted, String... features) {
        return Item.newBuilder()
                .setId(id)
                .setEventTime(10_000)
                .setDeleted(deleted)
                .setFeatures(List.of(features))
                .build();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 1000})
    void whatIsNotTouchedForTheExpiryIsGoneFromIndexCacheAndStore(int cache) {
        Life life = joint(Life.options(cache, 100, 4, 5_000));
        life.publish(1, 10_000);
        assertThat(life.image().size()).isEqualTo(12);
        life.learner().train(List.of(Examples.click("u", "i0", 20_000, "h0"), Examples.click("v", "i1", 20_000, "h1")));
        for (int version = 2; version <= 5; version++) {
            life.publish(version, 21_000);
        }

        assertThat(life.image().size()).isEqualTo(2);
        assertThat(life.image().tokens().size()).isEqualTo(4);
        assertThat(life.learner().items().size()).isEqualTo(2);
        assertThat(life.learner().tokens().size()).isEqualTo(4);
        life.learner().flush();
        assertThat(life.itemStore().size()).isEqualTo(2);
        assertThat(life.tokenStore().size()).isEqualTo(4);

        for (int version = 6; version <= 9; version++) {
            life.publish(version, 30_000);
        }
        assertThat(life.image().size() + life.image().tokens().size()).isZero();
        assertThat(life.learner().items().cached() + life.learner().tokens().cached())
                .isZero();
        life.learner().flush();
        assertThat(life.itemStore().size() + life.tokenStore().size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 1000})
    void whatTheCatalogueSaidOfAnItemOutlivesWhatWasLearned(int cache) {
        Life life = joint(Life.options(cache, 100, 4, 5_000));
        life.learner().catalogue(untimed("i0", false, "genre=Drama"));
        life.learner().catalogue(untimed("unseen", false, "genre=Comedy"));
        long version = sweepAll(life, 0, 10_000);
        version = sweepAll(life, version, 30_000);
        assertThat(life.image().size()).isZero();

        life.restart();
        assertThat(life.itemStore().size()).isEqualTo(2);
        assertThat(life.itemStore().get("i0")).hasSizeLessThan(40);
        life.learner()
                .train(List.of(Examples.click("u", "i0", 31_000, "h0"), Examples.click("v", "unseen", 31_000, "h1")));
        life.publish(version + 1, 32_000);

        assertThat(features(life, "i0")).containsExactly("genre=Drama");
        assertThat(features(life, "unseen")).containsExactly("genre=Comedy");
        assertThat(life.learner().tokens().peek("genre=Comedy")).isNotNegative();
        assertThat(life.image().size()).isEqualTo(2);
        assertThat(Math.exp(life.image().items().logCount(life.image().items().indexOf("i0"))
                        - life.image().items().logCount(life.image().items().indexOf("unseen"))))
                .isEqualTo(1);
    }

    @Test
    void aDeletedItemIsKeptOutForTheExpiryAndThenForgotten() {
        Life life = joint(Life.options(100, 100, 4, 5_000));
        life.learner().catalogue(untimed("i0", true, "genre=Drama"));
        life.learner().catalogue(untimed("unseen", true, "genre=Drama"));
        long version = sweepAll(life, 0, 10_000);
        life.learner().train(List.of(Examples.click("v", "unseen", 12_000, "h1")));
        version = sweepAll(life, version, 14_000);
        assertThat(life.image().items().indexOf("i0")).isEqualTo(-1);
        assertThat(life.image().items().indexOf("unseen")).isEqualTo(-1);

        sweepAll(life, version, 30_000);
        life.learner().flush();
        assertThat(life.itemStore().size()).isZero();
        assertThat(life.learner().items().size()).isZero();
    }

    private static long sweepAll(Life life, long version, long trainedThrough) {
        for (int i = 1; i <= 4; i++) {
            life.publish(version + i, trainedThrough);
        }
        return version + 4;
    }

    private static String[] features(Life life, String id) {
        int slot = life.learner().items().peek(id);
        assertThat(slot).isNotNegative();
        String[] features = life.learner().items().features(slot);
        life.learner().items().release();
        return features;
    }

    private static Item untimed(String id, boolean deleted, String... features) {
        Item item = item(id, deleted, features);
        item.setEventTime(0);
        return item;
    }

    @Test
    void withinRefreshVersionsEveryItemIsEncodedByTheNewestModel() {
        Life life = joint(Life.options(100, 100, 3, 0));
        life.publish(1, 10_000);
        for (int batch = 10; batch < 60; batch++) { // two items move the codebooks, ten sleep
            life.learner()
                    .train(List.of(
                            Examples.click("u", "i0", 1000L * batch, "h0"),
                            Examples.click("v", "i1", 1000L * batch, "h1")));
        }
        life.publish(2, 61_000);
        life.publish(3, 62_000);
        life.publish(4, 63_000);

        Items items = life.image().items();
        int n = items.size();
        int[] coarse = new int[n];
        byte[] codes = new byte[n * 2];
        Quantizer quantizer = new Quantizer(
                life.image().model().codebooks(), life.image().model().rotation(), Kernels.best());
        quantizer.encode(items.vectors(), n, coarse, codes);
        float[] decoded = new float[n * Life.DIMS];
        quantizer.decode(coarse, codes, n, decoded);
        assertThat(items.coarse()).startsWith(coarse);
        assertThat(items.codes()).startsWith(codes);
        for (int i = 0; i < n; i++) {
            double norm = Math.sqrt(Kernels.best().dot(decoded, i * Life.DIMS, decoded, i * Life.DIMS, Life.DIMS));
            assertThat(items.norm(i)).isCloseTo((float) norm, within(1e-6f));
        }
    }

    @Test
    void popularityTravelsWithItemsAndModel() {
        Life life = joint(Life.options(100, 4, 4, 0));
        life.publish(1, 10_000);
        double sum = 0;
        for (int i = 0; i < life.image().size(); i++) {
            sum += Math.exp(
                    life.image().items().logCount(i) - life.image().model().logTotal());
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
    }

    @Test
    void countsAndHealthSayWhatWasLearned() {
        Life life = joint(Life.options(100, 4, 4, 0));
        VersionSummary first = life.publish(1, 10_000).orElseThrow();
        assertThat(first.counts())
                .containsEntry("clicks", 80L)
                .containsEntry("examples", 80L)
                .containsEntry("items", 12L)
                .containsEntry("tokens", 16L)
                .containsEntry("skipped_batches", 0L)
                .containsEntry("encoded", 12L);
        assertThat(first.health()).containsKeys("loss", "rms_distortion", "coarse_used", "code_perplexity");
        assertThat(first.health().get("code_perplexity")).isBetween(1.0, 4.0);
        assertThat(life.publish(2, 11_000).orElseThrow().health())
                .as("figures over clicks, of which there was none, are left out; those of the index are not")
                .doesNotContainKeys("loss", "query_norm_mean", "coarse_used", "codebook.0.kl")
                .containsKeys("index.coarse_used", "canary_recall");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 3", "3, 5", "4, 70"})
    void aFullVersionEqualsItsBaseWithTheDeltaInItsPlace(long seed, int refresh) {
        List<String> deltas = random(seed, 1_000_000, refresh).log();
        assertThat(deltas).hasSizeGreaterThan(50).doesNotHaveDuplicates();
        assertThat(random(seed, 1, refresh).log()).isEqualTo(deltas);
        assertThat(random(seed, 3, refresh).log()).isEqualTo(deltas);
    }

    private static Life random(long seed, int full, int refresh) {
        return Life.random(Life.options(10_000, full, refresh, EXPIRY), seed, STEPS, NEVER, 0);
    }

    @ParameterizedTest(name = "cache of {0}, seed {1}")
    @CsvSource({"1, 11", "3, 12", "40, 13", "1000, 14"})
    void neitherTheCacheNorARestartShowsInWhatIsLearned(int cache, long seed) {
        Life unlimited = Life.random(Life.options(100_000, 4, 5, EXPIRY), seed, STEPS, NEVER, 0);
        Life limited = Life.random(Life.options(cache, 4, 5, EXPIRY), seed, STEPS, new Random(seed), 8);

        assertThat(limited.log()).hasSizeGreaterThan(50).isEqualTo(unlimited.log());
        unlimited.learner().flush();
        limited.learner().flush();
        assertThat(limited.learner().sharedState())
                .isEqualTo(unlimited.learner().sharedState());
        assertThat(content(limited)).isEqualTo(content(unlimited));
    }

    @Test
    void towersWithALayerGoOnWhereTheyWereStopped() {
        LearnerOptions options = Life.options(40, 4, 5, EXPIRY).with(new LearnerOptions.Towers(List.of(8), 0.2f));
        List<String> whole = Life.random(options, 21, 120, NEVER, 0).log();
        assertThat(Life.random(options, 21, 120, new Random(21), 8).log()).isEqualTo(whole);
    }

    private static List<String> content(Life life) {
        List<String> rows = new ArrayList<>();
        for (int slice = 0; slice < 64; slice++) {
            life.itemStore().forEach(slice, (key, row) -> rows.add(key + java.util.Arrays.toString(row)));
            life.tokenStore().forEach(slice, (key, row) -> rows.add(key + java.util.Arrays.toString(row)));
        }
        return rows;
    }
}
