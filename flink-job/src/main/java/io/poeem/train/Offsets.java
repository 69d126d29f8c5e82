package io.poeem.train;

import io.poeem.train.popularity.ItemBias;
import io.poeem.train.popularity.PopularityEstimate;
import io.poeem.train.rows.ItemTable;
import java.util.Optional;

/**
 * What is added to the logits of a batch's candidates: a_j, and -log q_j, the correction for how often j is sampled.
 *
 * <p>A candidate of a batch of B clicks and N random items stands there B p̂_j + N/n times, where n items were ever clicked;
 * so q_j = (B p̂_j + N/n) / (B + N) (mixed negative sampling, Yang et al. 2020). Without random items q_j = p̂_j. Both as of
 * after the batch's own clicks, in which every in-batch item has one.
 */
final class Offsets {

    /** log p̂ of what has no click that counts: no correction shall be out of all proportion. */
    private static final double LEAST = -30;

    private final boolean correction;
    private final ItemTable items;
    private final PopularityEstimate estimate;
    private final RandomNegatives negatives;
    private final Optional<ItemBias> bias;
    private final float[] biases;
    private final float[] logQ;

    /** @param most candidates of a batch */
    Offsets(
            boolean correction,
            ItemTable items,
            PopularityEstimate estimate,
            RandomNegatives negatives,
            Optional<ItemBias> bias,
            int most) {
        this.correction = correction;
        this.items = items;
        this.estimate = estimate;
        this.negatives = negatives;
        this.bias = bias;
        biases = new float[bias.isPresent() ? most : 0];
        logQ = new float[correction ? most : 0];
    }

    /** a_j of the batch's candidates; null where there are none. */
    float[] biases(Batch batch) {
        if (bias.isEmpty()) {
            return null;
        }
        bias.get().gather(batch.itemIds(), batch.candidates(), biases);
        return biases;
    }

    /** log q_j of the batch's candidates; null where there is no correction. */
    float[] logQ(Batch batch) {
        if (!correction) {
            return null;
        }
        int drawn = batch.candidates() - batch.size();
        double random = drawn * negatives.share();
        double logTotal = estimate.logTotal();
        for (int j = 0; j < batch.candidates(); j++) {
            int slot = batch.itemIds()[j];
            double logP = items.isClicked(slot) ? Math.max(LEAST, estimate.logCount(items, slot) - logTotal) : LEAST;
            logQ[j] = (float)
                    (drawn == 0
                            ? logP
                            : StrictMath.log((batch.size() * StrictMath.exp(logP) + random) / batch.candidates()));
        }
        return logQ;
    }

    /** Lets the biases follow ∂L/∂a of the batch's candidates. */
    void learn(Batch batch, float[] gradients) {
        bias.ifPresent(learned -> learned.learn(batch.itemIds(), batch.candidates(), gradients));
    }

    /** Whether ∂L/∂a is used, and so has to be finite. */
    boolean learns() {
        return bias.isPresent();
    }
}
