package io.poeem.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.poeem.train.rows.RowInit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnerOptionsTest {

    @Test
    void thePresetOfTheAuthorsIsTheirs() {
        LearnerOptions o = LearnerOptions.poeem();
        assertThat(o.model().scale()).isEqualTo(30);
        assertThat(o.popularity().weight()).isZero();
        assertThat(o.batch().size()).isEqualTo(128);
        assertThat(o.towers().layers()).isEmpty();
        assertThat(o.query().itemFeatures()).isFalse();
        assertThat(List.of(
                        o.rows().learningRate(),
                        o.towers().learningRate(),
                        o.codebooks().learning().learningRate()))
                .containsOnly(0.1f);
    }

    @Test
    void thePresetsFirstRowsAreAClippedNormalOverEight() {
        float[] row = new float[100_000];
        new RowInit(1, 64, LearnerOptions.poeem().rows().initialNorm()).fill("x", row, 0, row.length);
        double squares = 0;
        float most = 0;
        for (float value : row) {
            squares += value * value;
            most = Math.max(most, Math.abs(value));
        }
        assertThat(most).isCloseTo(0.25f, within(1e-6f));
        assertThat(Math.sqrt(squares / row.length)).isCloseTo(Math.sqrt(0.92054) / 8, within(1e-3));
    }

    @Test
    void whatCannotBeIsRefusedWithNameValueLimitAndRemedy() {
        refused(
                () -> new LearnerOptions.Model(64, 128, 257, 8, 10, 1),
                "codebook.centroids = 257: must be 1 to 256; take 256");
        refused(
                () -> new LearnerOptions.Model(64, 128, 256, 7, 10, 1),
                "codebook.subspaces = 7",
                "divisor of model.dims = 64");
        refused(() -> new LearnerOptions.Model(64, 128, 256, 8, Float.NaN, 1), "scale = NaN");
        refused(() -> new LearnerOptions.Rows(-1, 0.3, 10), "rows.learning-rate = -1.0", "above 0", "take 0.2");
        refused(() -> new LearnerOptions.Towers(List.of(128, 0), 0.2f), "tower.layers = 0");
        refused(() -> new LearnerOptions.Query(10, false, false, false, false, true), "query.history", "switch");
        refused(() -> new LearnerOptions.Batch(1, true), "batch.size = 1");
        refused(() -> new LearnerOptions.Popularity(1, Duration.ZERO), "popularity.half-life = PT0S");
        refused(() -> new LearnerOptions.Schedule(-1, 10), "warmup.examples = -1");
        refused(() -> new LearnerOptions.Versions(0, 1, Duration.ZERO, false), "full.versions = 0");
        refused(
                () -> LearnerOptions.defaults().with(new LearnerOptions.Rows(0.2f, 0.3, 100_000_000)),
                "cache.rows = 100000000",
                "lower it");
    }

    private static void refused(Runnable making, String... says) {
        assertThatThrownBy(making::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(says);
    }
}
