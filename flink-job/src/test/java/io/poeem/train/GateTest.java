package io.poeem.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.schemas.Example;
import io.poeem.schemas.Item;
import io.poeem.train.codebook.CodebookOptions;
import io.poeem.train.publish.VersionSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Versions that the quality gate holds back, each for one reason, and that go out once it is gone. */
class GateTest {

    private static final int CANARIES = 64;
    private static final int ITEMS = 48;

    /** The rule adagrad: at a version, the rule window would mend the codebooks that these tests break. */
    private static LearnerOptions options(LearnerOptions.Gate gate) {
        return Life.options(1_000, 4, 4, 0)
                .with(new LearnerOptions.Model(Life.DIMS, 8, 16, 4, 10, 1))
                .with(new LearnerOptions.Schedule(200, 200))
                .with(new LearnerOptions.Codebooks(
                        CodebookOptions.defaults().with(CodebookOptions.Rule.ADAGRAD), false))
                .with(gate);
    }

    private static LearnerOptions.Gate defaults() {
        LearnerOptions.Gate d = LearnerOptions.defaults().gate();
        return new LearnerOptions.Gate(
                CANARIES, d.distortionMax(), d.coarsePerplexityMin(), d.canaryRecallMin(), d.canaryKeptMin());
    }

    private static LearnerOptions.Gate only(double distortion, double perplexity, double recall, double kept) {
        return new LearnerOptions.Gate(CANARIES, distortion, perplexity, recall, kept);
    }

    /** Every user clicks the successor of the item before: easily learned. */
    private static void train(Life life, int from, int batches) {
        for (int b = from; b < from + batches; b++) {
            List<Example> batch = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int item = (8 * b + i) * 7 % ITEMS;
                batch.add(Examples.click("u" + i, "i" + (item + 1) % ITEMS, 1_000L * b, "i" + item));
            }
            life.learner().train(batch);
        }
    }

    private static Life healthy(LearnerOptions.Gate gate) {
        Life life = new Life(options(gate));
        train(life, 0, 200);
        assertThat(life.publish(1, 300_000)).isPresent();
        return life;
    }

    /** Breaks the model, looks for the reason, mends it, and looks for what should have come all the while. */
    private static void heldUntilMended(LearnerOptions.Gate gate, float to, String reason, String count) {
        Life life = healthy(gate);
        Life other = healthy(gate);
        train(life, 200, 2);
        train(other, 200, 2);
        float[] broken = life.learner().codebooks().coarse();
        float[] good = broken.clone();
        float[] codes = life.learner().codebooks().subspaces();
        float[] goodCodes = codes.clone();
        Arrays.fill(broken, to);
        Arrays.fill(codes, to);

        for (int i = 1; i <= 3; i++) {
            assertThat(life.publish(2, 400_000 + i)).isEmpty();
            assertThat(life.learner().heldBack().orElseThrow()).contains(reason);
            assertThat(life.learner().heldBackVersions()).isEqualTo(i);
            assertThat(life.learner().lastVersion()).isEqualTo(1);
            if (i == 2) {
                life.restart();
                broken = life.learner().codebooks().coarse();
                codes = life.learner().codebooks().subspaces();
            }
        }
        System.arraycopy(good, 0, broken, 0, good.length);
        System.arraycopy(goodCodes, 0, codes, 0, goodCodes.length);
        VersionSummary released = life.publish(2, 500_000).orElseThrow();
        VersionSummary expected = other.publish(2, 500_000).orElseThrow();

        assertThat(life.learner().heldBack()).isEmpty();
        assertThat(life.log()).as("content").isEqualTo(other.log());
        assertThat(released.chunks()).isEqualTo(expected.chunks());
        assertThat(released.base()).isEqualTo(1);
        assertThat(released.health()).isEqualTo(expected.health());
        assertThat(released.counts()).containsEntry("held_back", 3L).containsEntry(count, 3L);
        assertThat(expected.counts()).containsEntry("held_back", 0L);
    }

    @Test
    void codebooksThatCollapsedToOnePointAreHeldBackByDefault() {
        heldUntilMended(defaults(), 0.01f, "canary_distortion is 1.005, above", "held_back_distortion");
    }

    @Test
    void codebooksThatCollapsedToOnePointPutAllItemsIntoOneList() {
        heldUntilMended(
                only(0, 1.5, 0, 0),
                0.01f,
                "canary_coarse_perplexity is 1.000, below gate.coarse-perplexity.min = 1.5",
                "held_back_coarse_perplexity");
    }

    @Test
    void codebooksThatCollapsedToOnePointKeepTooLittleOfTheEmbeddingsRecall() {
        heldUntilMended(
                only(0, 0, 0, 0.5),
                0.01f,
                "below gate.canary-kept.min of canary_recall_exact",
                "held_back_canary_kept");
    }

    @Test
    void codebooksThatCollapsedToOnePointFindNoMoreThanGuessing() {
        heldUntilMended(
                only(0, 0, 0.3, 0),
                0.01f,
                "canary_recall is 0.2083, below gate.canary-recall.min = 0.3",
                "held_back_canary_recall");
    }

    @Test
    void codebooksFarFromTheEmbeddingsAreHeldBackForTheirDistortion() {
        heldUntilMended(only(1, 0, 0, 0), 0.5f, "above gate.distortion.max = 1.000", "held_back_distortion");
    }

    @Test
    void aNumberThatIsNotFiniteIsHeldBackWithoutAnyCanary() {
        heldUntilMended(
                LearnerOptions.Gate.off(), Float.NaN, "the coarse centroids hold NaN at 0", "held_back_not_finite");
    }

    @Test
    void towersAndRowsThatForgotEverythingAreHeldBackByTheRecallThatWasAskedFor() {
        Life life = healthy(only(0, 0, 0.5, 0));
        for (int i = 0; i < ITEMS; i++) {
            int slot = life.learner().items().peek("i" + i);
            float[] values = life.learner().items().values();
            for (int j = 0; j < Life.DIMS; j++) {
                values[slot * Life.DIMS + j] = ((i * 31 + j * 17) % 13 - 6) / 10f;
            }
        }
        life.learner().items().release();
        assertThat(life.publish(2, 400_000)).isEmpty();
        assertThat(life.learner().heldBack().orElseThrow()).contains("below gate.canary-recall.min");
        assertThat(life.learner().canaryFigures().get("canary_recall_exact")).isLessThan(0.5);

        train(life, 200, 100);
        assertThat(life.publish(2, 500_000))
                .as("after the rows have learned anew")
                .isPresent();
    }

    @Test
    void nothingIsJudgedBeforeThereAreAllCanaries() {
        LearnerOptions.Gate impossible = new LearnerOptions.Gate(1_000, 1e-6, 0, 0, 0);
        Life life = new Life(options(impossible));
        train(life, 0, 124);
        VersionSummary early = life.publish(1, 300_000).orElseThrow();
        assertThat(early.health()).containsEntry("canaries", 992.0);
        train(life, 124, 1);
        assertThat(life.publish(2, 400_000)).isEmpty();
    }

    @Test
    void canariesWhoseItemsLeftDoNotCountAndWhereHalfLeftNothingIsJudged() {
        Life life = healthy(only(0, 0, 0.5, 0));
        for (int i = 0; i < ITEMS; i++) {
            if (i % 4 != 0) {
                life.learner()
                        .catalogue(Item.newBuilder()
                                .setId("i" + i)
                                .setDeleted(true)
                                .build());
            }
        }
        Map<String, Double> health = life.publish(2, 400_000).orElseThrow().health();
        assertThat(health.get("canaries")).isBetween(8.0, 31.0);
        assertThat(health).containsEntry("canary_items", 12.0);
    }

    @Test
    void versionsKeepTheirNumbersAndFullOnesTheirTurnThroughHeldBackOnes() {
        Life life = healthy(defaults());
        List<Long> bases = new ArrayList<>();
        for (int version = 2; version <= 9; version++) {
            train(life, 200 + version, 1);
            float[] coarse = life.learner().codebooks().coarse();
            float good = coarse[0];
            coarse[0] = Float.NEGATIVE_INFINITY;
            Optional<VersionSummary> held = life.publish(version, 400_000 + version);
            coarse[0] = good;
            assertThat(held).isEmpty();
            bases.add(life.publish(version, 400_000 + version).orElseThrow().base());
        }
        assertThat(bases).containsExactly(1L, 2L, -1L, 4L, 5L, 6L, -1L, 8L);
    }

    @Test
    void canariesAndEveryVerdictAreTheSameAfterARestart() {
        Life whole = healthy(defaults());
        Life stopped = healthy(defaults());
        for (int version = 2; version < 8; version++) {
            train(whole, 100 * version, 3);
            train(stopped, 100 * version, 3);
            stopped.restart();
            assertThat(stopped.publish(version, 300_000L + version)
                            .orElseThrow()
                            .health())
                    .isEqualTo(whole.publish(version, 300_000L + version)
                            .orElseThrow()
                            .health());
        }
        whole.learner().flush();
        stopped.learner().flush();
        assertThat(stopped.learner().sharedState()).isEqualTo(whole.learner().sharedState());
    }
}
