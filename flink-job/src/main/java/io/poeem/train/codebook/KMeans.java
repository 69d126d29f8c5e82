package io.poeem.train.codebook;

import io.poeem.train.kernel.PaddedRows;
import io.poeem.train.random.CounterRandom;
import java.util.Arrays;

/**
 * k-means: seeding by k-means++ (Arthur, Vassilvitskii 2007), then Lloyd's iterations until at most 1 % of the points change
 * their centroid, or, unless
 * fewer are asked for, 100 times.
 *
 * <p>A centroid without points is put on the point that lies farthest from its own centroid, each such point serving once; while
 * points differ, no centroid stays empty for long. Where there are fewer distinct points than centroids, the surplus centroids
 * lie on points that others hold already and are never the first nearest.
 */
final class KMeans {

    static final int MOST_ITERATIONS = 100;
    private static final double TOLERANCE = 0.01;

    private final PaddedRows points;
    private final NearestOfAll nearest;
    private final int n;
    private final int k;
    private final int dims;
    private final CounterRandom random;
    private final float[] centroids;
    private final int[] assignment;
    private final int[] previous;
    private final float[] distances;
    private final double[] sums;
    private final int[] counts;

    /**
     * @param points of which the first n are taken; those that the first {@link #seed} centroids are drawn from stand first
     * @param threads that share the search for nearest centroids; the result is the same for any number
     */
    KMeans(PaddedRows points, int n, int k, int threads, CounterRandom random) {
        this.points = points;
        this.n = n;
        this.k = k;
        this.dims = points.dims();
        this.random = random;
        this.centroids = new float[k * dims];
        this.assignment = new int[n];
        this.previous = new int[n];
        this.distances = new float[n];
        this.sums = new double[k * dims];
        this.counts = new int[k];
        this.nearest = new NearestOfAll(points, n, k, threads);
    }

    /** (k, dims). */
    float[] centroids() {
        return centroids;
    }

    /** (n) the nearest of the final centroids. */
    int[] assignment() {
        return assignment;
    }

    void run() {
        run(MOST_ITERATIONS, n);
    }

    /**
     * @param most of Lloyd's iterations
     * @param seeds points that k-means++ draws from
     */
    void run(int most, int seeds) {
        seed(Math.min(n, seeds));
        assign();
        for (int i = 0; i < most && !iterate(); i++) {
            // until it settles
        }
    }

    /** One of Lloyd's iterations; true once settled. */
    boolean iterate() {
        System.arraycopy(assignment, 0, previous, 0, n);
        move();
        assign();
        int changed = 0;
        for (int i = 0; i < n; i++) {
            changed += assignment[i] == previous[i] ? 0 : 1;
        }
        return changed <= TOLERANCE * n;
    }

    /** k-means++: each next centroid is a point drawn with probability by its squared distance to those chosen. */
    void seed() {
        seed(n);
    }

    /** As above, from the first so many points. */
    private void seed(int among) {
        Arrays.fill(distances, Float.POSITIVE_INFINITY);
        int chosen = random.nextInt(among);
        for (int c = 0; c < k; c++) {
            place(c, chosen);
            approach(chosen, among);
            double total = 0;
            for (int i = 0; i < among; i++) {
                total += distances[i];
            }
            chosen = draw(total, among);
        }
    }

    /** Lowers the distances to those to one more centroid; four sums at a time, for each waits for itself only. */
    private void approach(int chosen, int among) {
        float[] x = points.values();
        int stride = points.stride();
        int centre = chosen * stride;
        int i = 0;
        for (; i + 4 <= among; i += 4) {
            int at = i * stride;
            float sum0 = 0;
            float sum1 = 0;
            float sum2 = 0;
            float sum3 = 0;
            for (int j = 0; j < dims; j++) {
                float to = x[centre + j];
                float d0 = x[at + j] - to;
                float d1 = x[at + stride + j] - to;
                float d2 = x[at + 2 * stride + j] - to;
                float d3 = x[at + 3 * stride + j] - to;
                sum0 = Math.fma(d0, d0, sum0);
                sum1 = Math.fma(d1, d1, sum1);
                sum2 = Math.fma(d2, d2, sum2);
                sum3 = Math.fma(d3, d3, sum3);
            }
            distances[i] = Math.min(distances[i], sum0);
            distances[i + 1] = Math.min(distances[i + 1], sum1);
            distances[i + 2] = Math.min(distances[i + 2], sum2);
            distances[i + 3] = Math.min(distances[i + 3], sum3);
        }
        for (; i < among; i++) {
            distances[i] = Math.min(distances[i], distance(i, chosen));
        }
    }

    /** A point by its share of the distances; any point where all lie on centroids already. */
    private int draw(double total, int among) {
        double target = random.nextDouble() * total;
        double sum = 0;
        int last = -1;
        for (int i = 0; i < among && (last < 0 || sum <= target); i++) {
            if (distances[i] > 0) {
                sum += distances[i];
                last = i;
            }
        }
        return last < 0 ? random.nextInt(among) : last;
    }

    private float distance(int a, int b) {
        float[] x = points.values();
        int ao = a * points.stride();
        int bo = b * points.stride();
        float sum = 0;
        for (int j = 0; j < dims; j++) {
            float difference = x[ao + j] - x[bo + j];
            sum = Math.fma(difference, difference, sum);
        }
        return sum;
    }

    void assign() {
        nearest.find(centroids, assignment);
    }

    /** Centroids become the means of their points. */
    private void move() {
        Arrays.fill(sums, 0);
        Arrays.fill(counts, 0);
        float[] x = points.values();
        for (int i = 0; i < n; i++) {
            int to = assignment[i] * dims;
            int from = i * points.stride();
            counts[assignment[i]]++;
            for (int j = 0; j < dims; j++) {
                sums[to + j] += x[from + j];
            }
        }
        boolean empty = false;
        for (int c = 0; c < k; c++) {
            empty |= counts[c] == 0;
            for (int j = c * dims; counts[c] > 0 && j < (c + 1) * dims; j++) {
                centroids[j] = (float) (sums[j] / counts[c]);
            }
        }
        if (empty) {
            reseed();
        }
    }

    private void reseed() {
        for (int i = 0; i < n; i++) {
            distances[i] = distanceToOwn(i);
        }
        for (int c = 0; c < k; c++) {
            if (counts[c] == 0) {
                int worst = 0;
                for (int i = 1; i < n; i++) {
                    worst = distances[i] > distances[worst] ? i : worst;
                }
                place(c, worst);
                distances[worst] = 0;
            }
        }
    }

    private float distanceToOwn(int i) {
        float[] x = points.values();
        int from = i * points.stride();
        int to = assignment[i] * dims;
        float sum = 0;
        for (int j = 0; j < dims; j++) {
            float difference = x[from + j] - centroids[to + j];
            sum = Math.fma(difference, difference, sum);
        }
        return sum;
    }

    private void place(int c, int point) {
        System.arraycopy(points.values(), point * points.stride(), centroids, c * dims, dims);
    }

    /** Σ_i ||x_i - its centroid||². */
    double distortion() {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += distanceToOwn(i);
        }
        return sum;
    }
}
