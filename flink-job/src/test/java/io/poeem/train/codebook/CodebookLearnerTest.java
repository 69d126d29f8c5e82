package io.poeem.train.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Shape;
import io.poeem.train.codebook.CodebookOptions.Rule;
import io.poeem.train.kernel.Samples;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CodebookLearnerTest {

    private static final Shape SHAPE = new Shape(8, 3, 2, 4);

    private final Codebooks initial = new Codebooks(SHAPE, Samples.floats(1, 3 * 8), Samples.floats(2, 4 * 8));

    private CodebookLearner learner(Rule rule) {
        return new CodebookLearner(new CodebookOptions(rule, 0.02f, 0.9f), initial);
    }

    /** One example of weight w on coarse centroid 1 and centroids 2 and 3, whose target is {@code x}. */
    private static DistortionGradients example(Codebooks codebooks, float[] x, float w) {
        DistortionGradients gradients = new DistortionGradients(SHAPE, false);
        byte[] k = {2, 3};
        float[] y = new float[8];
        for (int j = 0; j < 8; j++) {
            y[j] = codebooks.coarse()[8 + j] + codebooks.subspaces()[(j / 4 * 4 + k[j / 4]) * 4 + j % 4];
        }
        gradients.add(w, codebooks, x, y, 0, 1, k, 0);
        return gradients;
    }

    @Test
    void adagradMovesEachCentroidByItsGradientOverTheRootOfItsSquares() {
        CodebookLearner learner = learner(Rule.ADAGRAD);
        DistortionGradients gradients = example(learner.codebooks(), Samples.floats(3, 8), 2);
        learner.update(gradients);
        for (int j = 0; j < initial.coarse().length; j++) {
            float g = gradients.coarse()[j];
            double expected = initial.coarse()[j] - 0.02 * g / Math.sqrt(0.1 + g * g);
            assertThat((double) learner.codebooks().coarse()[j]).isCloseTo(expected, within(1e-6));
        }
        for (int j = 0; j < initial.subspaces().length; j++) {
            float g = gradients.subspaces()[j];
            double expected = initial.subspaces()[j] - 0.02 * g / Math.sqrt(0.1 + g * g);
            assertThat((double) learner.codebooks().subspaces()[j]).isCloseTo(expected, within(1e-6));
        }
    }

    @Test
    void centroidsWithoutExamplesStay() {
        for (Rule rule : Rule.values()) {
            CodebookLearner learner = learner(rule);
            learner.update(example(learner.codebooks(), Samples.floats(3, 8), 1));
            for (int j = 0; j < 8; j++) {
                assertThat(learner.codebooks().coarse()[j]).isEqualTo(initial.coarse()[j]);
                assertThat(learner.codebooks().coarse()[16 + j]).isEqualTo(initial.coarse()[16 + j]);
            }
        }
    }

    @Test
    void emaMakesACentroidTheDecayedMeanOfItsTargets() {
        CodebookLearner learner = learner(Rule.EMA);
        float[] x = Samples.floats(3, 8);
        DistortionGradients gradients = example(initial, x, 2);
        learner.update(gradients);
        for (int j = 0; j < 8; j++) {
            // The target of v_c under residual-sum: what x' leaves of it, x' - [w_k].
            double v = initial.coarse()[8 + j];
            double target = v - gradients.coarse()[8 + j] / (2 * 2);
            double expected = (0.9 * v + 2 * target) / (0.9 + 2);
            assertThat((double) learner.codebooks().coarse()[8 + j]).isCloseTo(expected, within(1e-6));
        }
    }

    @Test
    void frozenCodebooksNeverChange() {
        CodebookLearner learner = learner(Rule.FROZEN);
        learner.update(example(initial, Samples.floats(3, 8), 1));
        assertThat(learner.codebooks().coarse()).isEqualTo(initial.coarse());
        assertThat(learner.codebooks().subspaces()).isEqualTo(initial.subspaces());
    }

    @Test
    void theGivenCodebooksStayAsTheyWere() {
        float[] before = initial.coarse().clone();
        CodebookLearner learner = learner(Rule.ADAGRAD);
        learner.update(example(learner.codebooks(), Samples.floats(3, 8), 1));
        assertThat(initial.coarse()).isEqualTo(before);
    }

    @Property(tries = 30)
    void learningGoesOnBitForBitFromBytes(@ForAll Rule rule, @ForAll long seed) {
        CodebookLearner one = learner(rule);
        one.update(example(one.codebooks(), Samples.floats(seed, 8), 1));
        CodebookLearner other = CodebookLearner.fromBytes(new CodebookOptions(rule, 0.02f, 0.9f), SHAPE, one.toBytes());
        assertThat(other.toBytes()).isEqualTo(one.toBytes());
        one.update(example(one.codebooks(), Samples.floats(seed + 1, 8), 2));
        other.update(example(other.codebooks(), Samples.floats(seed + 1, 8), 2));
        assertThat(other.toBytes()).isEqualTo(one.toBytes());
    }

    @Test
    void stateOfAnotherShapeIsRefused() {
        byte[] bytes = learner(Rule.ADAGRAD).toBytes();
        Shape other = new Shape(8, 5, 2, 4);
        assertThatThrownBy(() -> CodebookLearner.fromBytes(CodebookOptions.defaults(), other, bytes))
                .hasMessageContaining("another shape");
    }
}
