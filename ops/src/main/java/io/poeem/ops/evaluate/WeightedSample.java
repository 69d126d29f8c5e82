package io.poeem.ops.evaluate;

/**
 * Systematic sampling: n points, evenly spaced over the weights laid end to end, each pick what it falls on. So an item of
 * share s is there ⌊ns⌋ or ⌈ns⌉ times, and there is no luck in it.
 */
final class WeightedSample {

    private WeightedSample() {}

    /**
     * @param weights at least 0; not all 0
     * @param n points wanted, at least 1
     * @return n positions in {@code weights}, ascending
     */
    static int[] of(double[] weights, int n) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        if (!(total > 0 && total < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the weights of " + weights.length + " items add up to " + total
                    + "; a sample needs a finite sum above 0");
        }
        int[] sample = new int[n];
        int at = 0;
        double reached = weights[0];
        for (int i = 0; i < n; i++) {
            double point = (i + 0.5) / n * total;
            while (reached <= point && at < weights.length - 1) {
                reached += weights[++at];
            }
            sample[i] = at;
        }
        return sample;
    }
}
