package io.poeem.train.health;

import java.util.Map;

/**
 * How the n centroids of a codebook share what fell to them, p_k = count_k / Σ count.
 *
 * @param used centroids with p_k &gt; 0
 * @param perplexity e^H, H = -Σ p_k ln p_k: the effective number of centroids, 1 to {@code used}
 * @param kl KL(p || uniform) = Σ p_k ln(n p_k) = ln n - H, in nats: 0 to ln n
 * @param totalVariation ½ Σ |p_k - 1/n|, from the uniform distribution: 0 to 1 - 1/n
 */
public record Usage(double used, double perplexity, double kl, double totalVariation) {

    /** Of the n counts from {@code from} on; all zero where nothing was counted. */
    public static Usage of(int[] counts, int from, int n) {
        long total = 0;
        int used = 0;
        for (int k = from; k < from + n; k++) {
            total += counts[k];
            used += counts[k] > 0 ? 1 : 0;
        }
        if (total == 0) {
            return new Usage(0, 0, 0, 0);
        }
        double entropy = 0;
        double variation = 0;
        for (int k = from; k < from + n; k++) {
            double share = (double) counts[k] / total;
            variation += Math.abs(share - 1.0 / n);
            entropy -= counts[k] == 0 ? 0 : share * StrictMath.log(share);
        }
        double perplexity = Math.min(used, Math.max(1, StrictMath.exp(entropy)));
        return new Usage(used, perplexity, Math.max(0, StrictMath.log(n) - entropy), variation / 2);
    }

    /** Puts the four figures under {@code prefix_used} and so on. */
    void addTo(Map<String, Double> health, String prefix) {
        health.put(prefix + "_used", used);
        health.put(prefix + "_perplexity", perplexity);
        health.put(prefix + "_kl", kl);
        health.put(prefix + "_tv", totalVariation);
    }

    Usage plus(Usage other) {
        return new Usage(
                used + other.used, perplexity + other.perplexity, kl + other.kl, totalVariation + other.totalVariation);
    }

    Usage over(int n) {
        return new Usage(used / n, perplexity / n, kl / n, totalVariation / n);
    }
}
