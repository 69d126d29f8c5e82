package io.poeem.train.rows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlicesTest {

    @Test
    void theSliceOfAKeyNeverChanges() {
        assertThat(Slices.of("")).isEqualTo(1);
        assertThat(Slices.of("42")).isEqualTo(36);
        assertThat(Slices.of("hist=42")).isEqualTo(29);
        assertThat(Slices.of("é–漢😀")).isEqualTo(14);
    }

    @Test
    void consecutiveNumbersSpreadEvenly() {
        int[] counts = new int[Slices.COUNT];
        for (int id = 0; id < 64_000; id++) {
            counts[Slices.of(Integer.toString(id))]++;
        }
        assertThat(counts)
                .satisfies(all -> assertThat(java.util.Arrays.stream(all).boxed())
                        .allMatch(count -> count > 850 && count < 1150));
    }
}
