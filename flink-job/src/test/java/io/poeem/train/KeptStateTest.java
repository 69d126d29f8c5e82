package io.poeem.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.schemas.Example;
import io.poeem.schemas.Item;
import io.poeem.train.codebook.CodebookOptions;
import io.poeem.train.codebook.CodebookOptions.Rule;
import io.poeem.train.popularity.PopularityOptions;
import io.poeem.train.rotation.RotationRule;
import io.poeem.train.rotation.RotationRule.Learn;
import io.poeem.train.rows.HeapRowStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a learner's state says to a learner that cannot go on from it. */
class KeptStateTest {

    private static final LearnerOptions OPTIONS = Life.options(1_000, 4, 5, 0);

    static List<Arguments> changes() {
        LearnerOptions auto = counting(PopularityOptions.auto());
        LearnerOptions day = counting(PopularityOptions.decayed(Duration.ofDays(1)));
        LearnerOptions hour = counting(PopularityOptions.decayed(Duration.ofHours(1)));
        LearnerOptions interval = counting(PopularityOptions.interval(0.1));
        return List.of(
                Arguments.of(auto, day, "popularity.half-life", "auto", "86400000 ms"),
                Arguments.of(day, auto, "popularity.half-life", "86400000 ms", "auto"),
                Arguments.of(day, hour, "popularity.half-life", "86400000 ms", "3600000 ms"),
                Arguments.of(interval, auto, "popularity.estimate", "interval", "decayed"),
                Arguments.of(day, interval, "popularity.estimate", "decayed", "interval"),
                Arguments.of(OPTIONS, turning(Learn.GIVENS_GREEDY), "rotation.learn", "none", "givens-greedy"),
                Arguments.of(turning(Learn.GIVENS_RANDOM), OPTIONS, "rotation.learn", "givens-random", "none"),
                Arguments.of(rule(Rule.ADAGRAD), rule(Rule.EMA), "codebook.rule", "adagrad", "ema"),
                Arguments.of(rule(Rule.EMA), rule(Rule.WINDOW), "codebook.rule", "ema", "window"));
    }

    @ParameterizedTest(name = "{2}: {3} to {4}")
    @MethodSource("changes")
    void anOptionThatItsBytesHangOnCannotChange(
            LearnerOptions before, LearnerOptions now, String option, String stored, String present) {
        byte[] state = state(before);
        assertThatThrownBy(() -> learner(now).restore(state))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        option + " = " + stored, "here it is " + present, "set " + option + " to " + stored, "anew");
        assertThatCode(() -> learner(before).restore(state)).doesNotThrowAnyException();
    }

    @Test
    void rulesThatRememberTheSameTakeEachOthersPlace() {
        learner(rule(Rule.ADAGRAD)).restore(state(rule(Rule.WINDOW)));
        learner(rule(Rule.WINDOW)).restore(state(rule(Rule.ADAGRAD)));
        learner(turning(Learn.GIVENS_GREEDY)).restore(state(turning(Learn.GIVENS_RANDOM)));
    }

    @Test
    void stateOfAnotherReleaseIsNamedAsSuch() {
        byte[] state = state(OPTIONS);
        int version = ByteBuffer.wrap(state).getInt(4);
        ByteBuffer.wrap(state).putInt(4, version - 1);
        assertThatThrownBy(() -> learner(OPTIONS).restore(state))
                .hasMessageContainingAll(
                        "format version " + (version - 1), "another release", "takes " + version, "anew")
                .hasMessageNotContaining("options");
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({"1, 2, of a shard alone", "2, 1, of one of many shards", "2, 4, of shard 0 of 2"})
    void theNumberOfShardsCannotChangeInPlace(int before, int now, String found) {
        byte[] state = shard(before).sharedState();
        assertThatThrownBy(() -> shard(now).restore(state))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(found, "shards cannot change in place", "poeem reshard");
        assertThatCode(() -> shard(before).restore(state)).doesNotThrowAnyException();
    }

    private static Learner shard(int of) {
        return new Learner(OPTIONS, new Sharing(of, 0), new HeapRowStore(), new HeapRowStore());
    }

    @Test
    void stateThatEndsTooEarlySaysSo() {
        byte[] cut = java.util.Arrays.copyOf(state(OPTIONS), 30);
        assertThatThrownBy(() -> learner(OPTIONS).restore(cut))
                .hasMessageContainingAll("30 bytes", "cut off", "anew")
                .hasMessageNotContaining("null");
    }

    @Test
    void theWindowLeavesOutWhatTheCatalogueDeleted() {
        float[] whole = codebooksAfter(List.of());
        assertThat(codebooksAfter(List.of("a3"))).isNotEqualTo(whole);
        assertThat(codebooksAfter(List.of("unknown"))).isEqualTo(whole);
    }

    /** After iterations over the items of the last clicks, of which some are deleted by then. */
    private static float[] codebooksAfter(List<String> deleted) {
        Life life = new Life(OPTIONS);
        train(life.learner());
        deleted.forEach(id -> life.learner()
                .catalogue(Item.newBuilder()
                        .setId(id)
                        .setFeatures(List.of())
                        .setDeleted(true)
                        .build()));
        life.publish(1, 100_000);
        return life.learner().codebooks().coarse().clone();
    }

    private static LearnerOptions counting(PopularityOptions counting) {
        return OPTIONS.with(new LearnerOptions.Popularity(1, counting));
    }

    private static LearnerOptions turning(Learn learn) {
        return OPTIONS.with(new RotationRule(RotationRule.Init.NONE, 5, learn, 1, 2));
    }

    private static LearnerOptions rule(Rule rule) {
        return OPTIONS.with(
                new LearnerOptions.Codebooks(CodebookOptions.defaults().with(rule), false));
    }

    private static byte[] state(LearnerOptions options) {
        Learner learner = learner(options);
        train(learner);
        assertThat(learner.phase()).isEqualTo(Phase.JOINT);
        learner.flush();
        return learner.sharedState();
    }

    private static void train(Learner learner) {
        for (int batch = 0; batch < 12; batch++) {
            List<Example> examples = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                examples.add(Examples.click("u" + i, "a" + (batch + i) % 9, 1000L * batch, "h" + i % 3));
            }
            learner.train(examples);
        }
    }

    private static Learner learner(LearnerOptions options) {
        return new Learner(options, new HeapRowStore(), new HeapRowStore());
    }
}
