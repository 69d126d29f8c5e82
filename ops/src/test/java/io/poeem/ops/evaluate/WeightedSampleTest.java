package io.poeem.ops.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WeightedSampleTest {

    @Property
    void anItemIsThereByItsShareRoundedUpOrDown(
            @ForAll @Size(min = 1, max = 50) List<@DoubleRange(min = 0, max = 1e6) Double> drawn,
            @ForAll @IntRange(min = 1, max = 300) int n) {
        double[] weights = drawn.stream().mapToDouble(Double::doubleValue).toArray();
        double total = Arrays.stream(weights).sum();
        if (total <= 1e-3) {
            return;
        }
        int[] sample = WeightedSample.of(weights, n);
        assertThat(sample).hasSize(n).isSorted();
        for (int item = 0; item < weights.length; item++) {
            int wanted = item;
            long times = Arrays.stream(sample).filter(i -> i == wanted).count();
            assertThat((double) times).isBetween(n * weights[item] / total - 1.001, n * weights[item] / total + 1.001);
        }
    }

    @Test
    void anItemWithoutWeightIsNeverTaken() {
        assertThat(WeightedSample.of(new double[] {0, 3, 0, 1, 0}, 4)).containsExactly(1, 1, 1, 3);
    }

    @Test
    void weightsThatAreAllZeroAreRefused() {
        assertThatThrownBy(() -> WeightedSample.of(new double[] {0, 0}, 4)).hasMessageContaining("add up to 0.0");
    }
}
