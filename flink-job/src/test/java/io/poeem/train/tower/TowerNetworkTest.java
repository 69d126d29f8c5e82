package io.poeem.train.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.poeem.train.kernel.Samples;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TowerNetworkTest {

    private static final int D = 64;
    private static final int B = 32;

    private final float[] in = Samples.floats(1, B * D);
    private final float[] wanted = Samples.floats(2, B * D);

    private static TowerNetwork tower(int... hidden) {
        List<Integer> widths = Arrays.stream(hidden).boxed().toList();
        return TowerNetwork.create(new TowerOptions(D, widths, 0.2f, B, 7));
    }

    private float[] forward(TowerNetwork tower, float[] in, int batch) {
        float[] out = new float[batch * D];
        tower.forward(in, batch, out);
        return out;
    }

    /** L = Σ out·wanted, whose gradient w.r.t. the output is {@code wanted}. */
    private double loss(TowerNetwork tower, float[] in) {
        float[] out = forward(tower, in, B);
        double sum = 0;
        for (int i = 0; i < out.length; i++) {
            sum += (double) out[i] * wanted[i];
        }
        return sum;
    }

    @Test
    void withoutLayersATowerPassesRowsAndGradientsUnchanged() {
        TowerNetwork tower = tower();
        float[] gradIn = new float[B * D];
        tower.backward(wanted, B, gradIn);
        assertThat(forward(tower, in, B)).isEqualTo(in);
        assertThat(gradIn).isEqualTo(wanted);
        assertThat(tower.toBytes()).isEmpty();
        assertThat(tower.toTower().layers()).isEmpty();
    }

    @Test
    void gradientsOfTheInputAreFiniteDifferences() {
        TowerNetwork tower = tower(128);
        float[] numeric = new float[8];
        float step = 1e-2f;
        for (int i = 0; i < numeric.length; i++) {
            float[] up = in.clone();
            float[] down = in.clone();
            up[i * 97] += step;
            down[i * 97] -= step;
            numeric[i] = (float) ((loss(tower, up) - loss(tower, down)) / (up[i * 97] - down[i * 97]));
        }
        float[] gradIn = new float[B * D];
        forward(tower, in, B);
        tower.backward(wanted, B, gradIn);
        for (int i = 0; i < numeric.length; i++) {
            assertThat(gradIn[i * 97]).isCloseTo(numeric[i], within(0.02f * Math.max(1, Math.abs(numeric[i]))));
        }
    }

    @Test
    void gradientsOfTheWeightsAreTheMathsAndSummedOverTheBatch() {
        TowerNetwork tower = tower(128);
        TwoLayers expected = new TwoLayers(tower.toTower(), 0.2);
        float[] gradIn = new float[B * D];
        for (int i = 0; i < 3; i++) {
            forward(tower, in, B);
            tower.backward(wanted, B, gradIn);
            double[] expectedGradIn = expected.step(in, wanted, B);
            for (int j = 0; j < gradIn.length; j++) {
                assertThat((double) gradIn[j])
                        .isCloseTo(expectedGradIn[j], within(1e-4 * Math.max(1, Math.abs(expectedGradIn[j]))));
            }
        }
        float[] found = tower.toTower().layers().get(0).weights();
        for (int i = 0; i < found.length; i++) {
            assertThat((double) found[i]).isCloseTo(expected.firstWeights()[i], within(1e-3));
        }
    }

    @Test
    void whatIsPublishedGivesTheSameOutputWithinAHundredThousandth() {
        TowerNetwork tower = tower(128, 32);
        float[] found = new float[B * D];
        tower.toTower().forward(in, B, found);
        float[] expected = forward(tower, in, B);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(1e-5f));
        }
    }

    @Test
    void aBatchSmallerThanTheLargestGivesTheSameRows() {
        TowerNetwork tower = tower(128);
        float[] whole = forward(tower, in, B);
        float[] part = forward(tower, in, 5);
        for (int i = 0; i < part.length; i++) {
            assertThat(part[i]).isCloseTo(whole[i], within(1e-5f));
        }
    }

    @Test
    void learningGoesOnBitForBitFromBytes() {
        TowerNetwork one = tower(128);
        train(one, 5);
        TowerNetwork other = TowerNetwork.create(new TowerOptions(D, List.of(128), 0.2f, B, 99));
        other.restore(one.toBytes());
        train(one, 5);
        train(other, 5);
        assertThat(other.toBytes()).isEqualTo(one.toBytes());
    }

    @Test
    void theSeedAloneDecidesTheFirstWeights() {
        assertThat(tower(128).toBytes()).isEqualTo(tower(128).toBytes());
        TowerNetwork other = TowerNetwork.create(new TowerOptions(D, List.of(128), 0.2f, B, 8));
        assertThat(other.toBytes()).isNotEqualTo(tower(128).toBytes());
    }

    @Test
    void stateOfAnotherShapeIsRefused() {
        byte[] bytes = tower(128).toBytes();
        assertThatThrownBy(() -> tower(64).restore(bytes)).hasMessageContaining("tower.layers");
        assertThatThrownBy(() -> tower().restore(bytes)).hasMessageContaining("tower.layers");
    }

    private void train(TowerNetwork tower, int steps) {
        for (int i = 0; i < steps; i++) {
            float[] out = forward(tower, in, B);
            for (int j = 0; j < out.length; j++) {
                out[j] = (out[j] - wanted[j]) / B;
            }
            tower.backward(out, B, out);
        }
    }
}
