package io.poeem.train.codebook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorstPointsTest {

    private final float[] centroids = {0, 100, 200, 300};
    private final float[] points = {1, -5, 5, 0, 4};
    private final WorstPoints worst = new WorstPoints(5);

    private void load() {
        worst.load(points, 1, 0, 1, 5, centroids, 0, new int[5]);
    }

    @Test
    void theFarthestComesFirstAndOfEqualOnesTheFirst() {
        load();
        assertThat(worst.place(centroids, 1)).isTrue();
        assertThat(centroids[1]).isEqualTo(-5);
    }

    @Test
    void whatLiesNearAPointThatWasTakenDoesNotCountAsFarAnyMore() {
        load();
        worst.place(centroids, 1);
        worst.place(centroids, 2);
        worst.place(centroids, 3);
        assertThat(centroids).containsExactly(0, -5, 5, 1);
    }

    @Test
    void whereEveryPointLiesOnACentroidNothingMoves() {
        load();
        for (int i = 0; i < 4; i++) {
            assertThat(worst.place(centroids, 1)).isTrue();
        }
        float[] before = centroids.clone();
        assertThat(worst.place(centroids, 3)).isFalse();
        assertThat(centroids).isEqualTo(before);
    }
}
