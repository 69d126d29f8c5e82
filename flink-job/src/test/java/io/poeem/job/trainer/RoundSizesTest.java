package io.poeem.job.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundSizesTest {

    @ParameterizedTest(name = "{0} clicks a round and batches of 64: short {1}")
    @CsvSource({"1, true", "31, true", "32, false", "1000, false"})
    void roundsOfLessThanHalfABatchAreShort(int clicks, boolean isShort) {
        RoundSizes sizes = new RoundSizes(64);
        for (int round = 0; round < 100; round++) {
            sizes.trained(clicks);
            sizes.ended();
            sizes.ended(); // and one without a click
        }
        assertThat(sizes.isShort()).isEqualTo(isShort);
    }
}
