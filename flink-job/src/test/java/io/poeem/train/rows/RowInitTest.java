package io.poeem.train.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RowInitTest {

    private static float[] row(long seed, String key, int dims, double norm) {
        float[] row = new float[dims];
        new RowInit(seed, dims, norm).fill(key, row, 0, dims);
        return row;
    }

    @Test
    void aRowDependsOnSeedAndKeyAlone() {
        assertThat(row(1, "hist=42", 64, 0.3)).isEqualTo(row(1, "hist=42", 64, 0.3));
        assertThat(row(1, "hist=42", 64, 0.3)).isNotEqualTo(row(2, "hist=42", 64, 0.3));
        assertThat(row(1, "hist=42", 64, 0.3)).isNotEqualTo(row(1, "hist=43", 64, 0.3));
    }

    @Test
    void theFirstValuesNeverChange() {
        assertThat(row(1, "hist=42", 4, 1)).containsExactly(-0.20237118f, -0.6998428f, 0.4071985f, 0.42837918f);
    }

    @Test
    void valuesAreClippedNormalsOfTheWantedNorm() {
        int rows = 20_000;
        int dims = 16;
        double squares = 0;
        double sum = 0;
        double most = 0;
        for (int i = 0; i < rows; i++) {
            for (float value : row(3, "user=" + i, dims, 0.3)) {
                squares += value * value;
                sum += value;
                most = Math.max(most, Math.abs(value));
            }
        }
        double sigma = 0.3 / Math.sqrt(dims * RowInit.CLIPPED_VARIANCE);
        assertThat(Math.sqrt(squares / rows)).isCloseTo(0.3, within(0.001));
        assertThat(sum / (rows * dims)).isCloseTo(0, within(4 * sigma / Math.sqrt(rows * dims)));
        assertThat(most).isCloseTo(2 * sigma, within(1e-6));
    }

    @Test
    void theNormalsAreNormal() {
        assertThat(RowInit.clippedNormal(0.5)).isZero();
        assertThat(RowInit.clippedNormal(0.8413447460685429)).isCloseTo(1, within(1e-8));
        assertThat(RowInit.clippedNormal(0.9758)).isCloseTo(1.9738394633, within(1e-8));
        assertThat(RowInit.clippedNormal(1 - 0.02425))
                .isCloseTo(RowInit.clippedNormal(1 - 0.02425 + 1e-9), within(1e-6));
        assertThat(RowInit.clippedNormal(0.02)).isEqualTo(-2);
        assertThat(RowInit.clippedNormal(0.99999)).isEqualTo(2);
    }
}
