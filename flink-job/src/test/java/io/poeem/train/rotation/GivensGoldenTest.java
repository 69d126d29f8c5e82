package io.poeem.train.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.poeem.state.model.Rotation;
import io.poeem.train.step.Golden;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Givens step against the reference's: A, its greedy pairs and R after a step at a rate of 0.01. */
class GivensGoldenTest {

    private static final int DIMS = 8;
    private static final double RATE = 0.01;

    private Golden golden;
    private double[] gradient;
    private double[] rotation;

    @BeforeEach
    void readsTheCase() throws IOException {
        golden = Golden.read();
        gradient = golden.doubles("grad_rotation");
        rotation = golden.doubles("rotation");
    }

    @Test
    void skewAndPairsAreTheReferences() {
        double[] skew = Givens.skew(gradient, rotation, DIMS);
        assertThat(skew).containsExactly(golden.doubles("skew"), within(1e-12));
        assertThat(new GreedyPairs().pairs(skew, DIMS, 0)).isEqualTo(golden.ints("pairs"));
    }

    @Test
    void theStepIsTheReferencesInDouble() {
        double[] skew = Givens.skew(gradient, rotation, DIMS);
        Givens.turn(rotation, skew, golden.ints("pairs"), RATE, DIMS);
        assertThat(rotation).containsExactly(golden.doubles("rotation_after"), within(1e-12));
    }

    @Test
    void theLearnersStepIsTheReferencesInFloat() throws IOException {
        RotationRule rule = new RotationRule(RotationRule.Init.NONE, 1, RotationRule.Learn.GIVENS_GREEDY, RATE, 1);
        RotationLearner learner = new RotationLearner(rule, Rotation.of(golden.floats("rotation"), DIMS), 1);
        learner.add(golden.floats("grad_rotation"), 1);
        double[] after = Orthogonal.toDoubles(learner.rotation());
        assertThat(after).containsExactly(golden.doubles("rotation_after"), within(1e-6));
    }
}
