package io.poeem.train.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.poeem.train.kernel.PaddedRows;
import io.poeem.train.kernel.Samples;
import io.poeem.train.random.CounterRandom;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KMeansTest {

    private static KMeans means(float[] rows, int dims, int k, long seed) {
        int n = rows.length / dims;
        PaddedRows points = new PaddedRows(n, dims);
        points.load(rows, n);
        return new KMeans(points, n, k, 1, new CounterRandom(seed, 0));
    }

    @Property(tries = 60)
    void distortionNeverRises(
            @ForAll @IntRange(min = 1, max = 200) int n,
            @ForAll @IntRange(min = 1, max = 40) int k,
            @ForAll @IntRange(min = 1, max = 20) int dims,
            @ForAll long seed) {
        KMeans means = means(Samples.floats(seed, n * dims), dims, k, seed);
        means.seed();
        means.assign();
        double before = means.distortion();
        boolean settled = false;
        for (int i = 0; i < 20 && !settled; i++) {
            settled = means.iterate();
            assertThat(means.distortion()).isLessThanOrEqualTo(before * (1 + 1e-6) + 1e-6);
            before = means.distortion();
        }
    }

    @Property(tries = 60)
    void everyPointIsAssignedToItsNearestCentroid(
            @ForAll @IntRange(min = 1, max = 100) int n,
            @ForAll @IntRange(min = 1, max = 40) int k,
            @ForAll @IntRange(min = 1, max = 20) int dims,
            @ForAll long seed) {
        float[] rows = Samples.floats(seed, n * dims);
        KMeans means = means(rows, dims, k, seed);
        means.run();
        for (int i = 0; i < n; i++) {
            double nearest = Double.MAX_VALUE;
            for (int c = 0; c < k; c++) {
                nearest = Math.min(nearest, distance(rows, i, means.centroids(), c, dims));
            }
            assertThat(distance(rows, i, means.centroids(), means.assignment()[i], dims))
                    .isCloseTo(nearest, within(1e-5));
        }
    }

    @Property(tries = 60)
    void fewerDistinctPointsThanCentroidsAreMetExactly(
            @ForAll @IntRange(min = 1, max = 9) int distinct, @ForAll long seed) {
        float[] values = Samples.floats(seed, distinct * 4);
        float[] rows = new float[50 * 4];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = values[i % values.length];
        }
        KMeans means = means(rows, 4, 16, seed);
        means.run();
        assertThat(means.distortion()).isZero();
        assertThat(means.centroids()).doesNotContain(Float.NaN);
    }

    @Test
    void centroidsThatLostAllTheirPointsAreReseeded() {
        // Seeded on one value alone, all but one centroid are empty; four values ask for four centroids.
        float[] rows = new float[64];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i % 4;
        }
        KMeans means = means(rows, 1, 4, 1);
        Arrays.fill(means.centroids(), 2);
        means.assign();
        for (int i = 0; i < 5; i++) {
            means.iterate();
        }
        assertThat(means.distortion()).isZero();
    }

    @Test
    void clustersThatLieFarApartAreFound() {
        int clusters = 20;
        float[] rows = Samples.floats(5, 400 * 8);
        for (int i = 0; i < rows.length; i++) {
            int cluster = i / 8 % clusters;
            rows[i] = 0.01f * rows[i] + Samples.floats(100 + cluster, 8)[i % 8];
        }
        KMeans means = means(rows, 8, clusters, 3);
        means.run();
        assertThat(means.distortion()).isLessThan(400 * 8 * 1e-4);
    }

    private static double distance(float[] rows, int i, float[] centroids, int c, int dims) {
        double sum = 0;
        for (int j = 0; j < dims; j++) {
            double difference = (double) rows[i * dims + j] - centroids[c * dims + j];
            sum += difference * difference;
        }
        return sum;
    }
}
