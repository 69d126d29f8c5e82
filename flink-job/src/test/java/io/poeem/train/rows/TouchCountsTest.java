package io.poeem.train.rows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TouchCountsTest {

    private final TouchCounts counts = new TouchCounts();

    TouchCountsTest() {
        counts.resize(4);
    }

    @Test
    void aRowThatComesAndGoesInARoundIsKeptOnce() {
        for (int i = 0; i < 1_000; i++) {
            counts.loaded(2, "a");
            counts.add(2);
            counts.evicted(2, "a");
            counts.vacated(2);
        }
        assertThat(counts.size()).isEqualTo(1);
        assertThat(counts.elsewhere("a")).isEqualTo(1_000);
        counts.loaded(1, "a");
        assertThat(counts.size()).isEqualTo(1);
        assertThat(counts.of(1)).isEqualTo(1_000);
        assertThat(counts.elsewhere("a")).isZero();
    }

    @Test
    void afterAMergeNothingIsKept() {
        counts.add(0);
        counts.add(3);
        counts.restore("elsewhere", 5);
        assertThat(counts.size()).isEqualTo(3);
        counts.clear();
        assertThat(counts.size()).isZero();
        assertThat(counts.of(3)).isZero();
    }
}
