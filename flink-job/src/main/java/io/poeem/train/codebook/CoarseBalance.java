package io.poeem.train.codebook;

import java.util.Arrays;

/**
 * Keeps lists from starving (Streaming VQ, Bin et al. 2025): the training step multiplies the squared distance to coarse
 * centroid j by min(s · c_j / mean c, 1), where c counts examples and decays from batch to batch, so that a centroid with few
 * of them attracts items from farther away and learns to lie where they are.
 *
 * <p>Codes of published versions are by plain distance: the searcher's lists are the items nearest to each centroid.
 */
final class CoarseBalance {

    private final float strength;
    private final float decay;
    private final double[] counts;
    private final float[] factors;

    /**
     * @param strength s, above 0
     * @param decay what is kept of a count per batch
     */
    CoarseBalance(int centroids, float strength, float decay) {
        this.strength = strength;
        this.decay = decay;
        this.counts = new double[centroids];
        this.factors = new float[centroids];
        Arrays.fill(counts, 1);
        refresh();
    }

    /** (J), live: changed by {@link #add}. */
    float[] factors() {
        return factors;
    }

    /** Counts a batch's (n) coarse codes. */
    void add(int[] coarse, int n) {
        for (int j = 0; j < counts.length; j++) {
            counts[j] *= decay;
        }
        for (int i = 0; i < n; i++) {
            counts[coarse[i]]++;
        }
        refresh();
    }

    private void refresh() {
        double total = 0;
        for (double count : counts) {
            total += count;
        }
        for (int j = 0; j < counts.length; j++) {
            factors[j] = (float) Math.min(strength * counts[j] * counts.length / total, 1);
        }
    }

    /** (J) decayed counts: all there is to keep. */
    double[] counts() {
        return counts;
    }

    /** Takes up counts. */
    void restore(double[] from) {
        System.arraycopy(from, 0, counts, 0, counts.length);
        refresh();
    }
}
