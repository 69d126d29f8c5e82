package io.poeem.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.train.codebook.CodebookOptions;
import io.poeem.train.codebook.CodebookOptions.Refinement;
import io.poeem.train.codebook.CodebookOptions.Rule;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule in a whole learner's life. */
class CodebookRulesTest {

    private static final int STEPS = 150;
    private static final Random NEVER = new Random(0);

    static Stream<CodebookOptions> rules() {
        CodebookOptions defaults = CodebookOptions.defaults();
        return Stream.of(
                defaults,
                defaults.with(new Refinement(50, 1, 20)),
                defaults.with(Rule.ADAGRAD).withReviveAfter(15),
                defaults.with(Rule.EMA).withReviveAfter(15).withBalance(2),
                defaults.with(Rule.ADAGRAD).withBalance(1),
                defaults.with(Rule.FROZEN));
    }

    private static Life life(CodebookOptions rule, int cache, Random interruptions, int percent) {
        LearnerOptions options =
                Life.options(cache, 7, 5, 60_000).with(new LearnerOptions.Codebooks(rule, rule.balance() > 0));
        return Life.random(options, 11, STEPS, interruptions, percent);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void stopsAndTheCacheLeaveNoTrace(CodebookOptions rule) {
        Life expected = life(rule, 10_000, NEVER, 0);
        Life stopped = life(rule, 10_000, new Random(5), 20);
        Life cramped = life(rule, 3, new Random(6), 10);
        assertThat(expected.log()).hasSizeGreaterThan(20);
        assertThat(stopped.log()).isEqualTo(expected.log());
        assertThat(cramped.log()).isEqualTo(expected.log());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleButFrozenMovesTheCodebooks(CodebookOptions rule) {
        Life life = life(rule, 10_000, NEVER, 0);
        Life frozen = life(CodebookOptions.defaults().with(Rule.FROZEN), 10_000, NEVER, 0);
        boolean same = java.util.Arrays.equals(
                life.learner().codebooks().coarse(),
                frozen.learner().codebooks().coarse());
        assertThat(same).isEqualTo(rule.rule() == Rule.FROZEN);
    }
}
