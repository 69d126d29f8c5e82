package io.poeem.train.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.train.codebook.CodebookOptions.Rule;
import io.poeem.train.kernel.Samples;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
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

    @Property(tries = 30)
    void statisticsOfABatchAddUpHoweverItIsSplit(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int first) {
        DistortionGradients whole = new DistortionGradients(SHAPE, true);
        DistortionGradients one = new DistortionGradients(SHAPE, true);
        DistortionGradients other = new DistortionGradients(SHAPE, true);
        for (int i = 0; i < 6; i++) {
            add(whole, seed + i);
            add(i < first ? one : other, seed + i);
        }
        CodebookLearner learner = learner(Rule.EMA);
        learner.update(whole);
        CodebookLearner parts = learner(Rule.EMA);
        parts.update(sum(one, other));
        for (int j = 0; j < initial.coarse().length; j++) {
            assertThat(parts.codebooks().coarse()[j])
                    .isCloseTo(learner.codebooks().coarse()[j], within(1e-5f));
        }
        for (int j = 0; j < initial.subspaces().length; j++) {
            assertThat(parts.codebooks().subspaces()[j])
                    .isCloseTo(learner.codebooks().subspaces()[j], within(1e-5f));
        }
    }

    private void add(DistortionGradients gradients, long seed) {
        byte[] k = {(byte) Math.floorMod(seed, 4), (byte) Math.floorMod(seed / 4, 4)};
        float weight = 1 + Math.floorMod(seed, 3);
        gradients.add(
                weight, initial, Samples.floats(seed, 8), Samples.floats(-seed, 8), 0, Math.floorMod(seed, 3), k, 0);
    }

    private static DistortionGradients sum(DistortionGradients a, DistortionGradients b) {
        addTo(a.coarse(), b.coarse());
        addTo(a.subspaces(), b.subspaces());
        addTo(a.coarseWeights(), b.coarseWeights());
        addTo(a.centroidWeights(), b.centroidWeights());
        return a;
    }

    private static void addTo(float[] sums, float[] values) {
        for (int j = 0; j < sums.length; j++) {
            sums[j] += values[j];
        }
    }

    @Test
    void revivalAndBalanceGoOnFromBytesAndBeginAnewWhereTheyWereOff() {
        CodebookOptions off = new CodebookOptions(Rule.ADAGRAD, 0.02f, 0.9f);
        CodebookOptions on = off.withReviveAfter(5).withBalance(1);
        CodebookLearner one = new CodebookLearner(on, initial);
        one.follow(Samples.floats(1, 16), 2, new int[] {1, 2}, new byte[] {1, 2, 3, 0}, Rotation.identity(8));
        assertThat(CodebookLearner.fromBytes(on, SHAPE, one.toBytes()).toBytes())
                .isEqualTo(one.toBytes());

        CodebookLearner without = CodebookLearner.fromBytes(off, SHAPE, one.toBytes());
        assertThat(without.toBytes()).isEqualTo(new CodebookLearner(off, initial).toBytes());
        CodebookLearner anew = CodebookLearner.fromBytes(on, SHAPE, without.toBytes());
        assertThat(anew.toBytes()).isEqualTo(new CodebookLearner(on, initial).toBytes());
    }
}
