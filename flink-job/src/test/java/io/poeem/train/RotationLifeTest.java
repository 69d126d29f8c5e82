package io.poeem.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.state.model.Rotation;
import io.poeem.train.publish.VersionSummary;
import io.poeem.train.rotation.RotationRule;
import io.poeem.train.rotation.RotationRule.Init;
import io.poeem.train.rotation.RotationRule.Learn;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A learner whose index is rotated: what it publishes, and that no restart shows. */
class RotationLifeTest {

    private static final int STEPS = 150;
    private static final Random NEVER = new Random(0);

    private static LearnerOptions options(Init init, Learn learn) {
        return Life.options(40, 4, 5, 60_000).with(new RotationRule(init, 3, learn, 5, 3));
    }

    @ParameterizedTest
    @CsvSource({"OPQ, NONE", "NONE, GIVENS_RANDOM", "OPQ, GIVENS_GREEDY", "NONE, GIVENS_STEEPEST"})
    void restartsDoNotShowInAnyVersion(Init init, Learn learn) {
        LearnerOptions options = options(init, learn);
        Life whole = Life.random(options, 31, STEPS, NEVER, 0);
        Life interrupted = Life.random(options, 31, STEPS, new Random(31), 12);
        assertThat(interrupted.log()).hasSizeGreaterThan(30).isEqualTo(whole.log());
        whole.learner().flush();
        interrupted.learner().flush();
        assertThat(interrupted.learner().sharedState())
                .isEqualTo(whole.learner().sharedState());
        assertThat(whole.image().model().rotation().isIdentity()).isFalse();
    }

    @Test
    void aRotationThatDoesNotLearnStaysAsTheWarmStartLeftIt() {
        Rotation early = rotation(options(Init.OPQ, Learn.NONE), 40);
        Rotation late = rotation(options(Init.OPQ, Learn.NONE), STEPS);
        assertThat(early.isIdentity()).isFalse();
        assertThat(late.matrix()).isEqualTo(early.matrix());
    }

    @Test
    void aRotationThatLearnsKeepsTurning() {
        Rotation early = rotation(options(Init.NONE, Learn.GIVENS_GREEDY), 40);
        Rotation late = rotation(options(Init.NONE, Learn.GIVENS_GREEDY), STEPS);
        assertThat(late.matrix()).isNotEqualTo(early.matrix());
    }

    @Test
    void withoutEitherThereIsNone() {
        assertThat(rotation(options(Init.NONE, Learn.NONE), 40).isIdentity()).isTrue();
    }

    private static Rotation rotation(LearnerOptions options, int steps) {
        return Life.random(options, 32, steps, NEVER, 0).image().model().rotation();
    }

    @Test
    void everyVersionSaysHowOrthogonalItsRotationIs() {
        assertThat(published(options(Init.NONE, Learn.GIVENS_STEEPEST)).health().get("rotation_orthogonality"))
                .isBetween(0.0, 1e-5);
        assertThat(published(options(Init.NONE, Learn.NONE)).health()).doesNotContainKey("rotation_orthogonality");
    }

    private static VersionSummary published(LearnerOptions options) {
        Life life = new Life(options);
        for (int batch = 0; batch < 100; batch++) {
            life.learner()
                    .train(List.of(
                            Examples.click("u", "i" + batch % 9, 1000L * batch, "h" + batch % 5),
                            Examples.click("v", "i" + batch % 7, 1000L * batch, "h" + batch % 3)));
        }
        return life.publish(1, 100_000).orElseThrow();
    }
}
