package io.poeem.train.popularity;

import io.poeem.train.rows.ItemTable;
import java.util.Optional;

/**
 * What a version says of how much the items are liked, whoever asks: b_j = β log p̂_j + a_j.
 *
 * <p>Searchers know b_j = β' (L'_j - logTotal') alone, which holds with L'_j = L_j + a_j/β, β' = β and logTotal' = logTotal;
 * or, where β = 0, with L'_j = a_j, β' = 1 and logTotal' = 0. Their lists, their head of items that are always scored, and
 * the answer to a query of which nothing is known follow b_j, and with it a_j.
 *
 * <p>Where L' of an item can change without a click of it (a_j learns from every batch that the item is in, an interval
 * grows), the row keeps the one it was last written with: a full version then equals its base with the delta in its place.
 */
public final class ItemPopularity {

    private final ItemTable items;
    private final PopularityEstimate estimate;
    private final float weight;
    private final double logPrior;
    private final Optional<ItemBias> bias;
    /** Where L' as last written is kept among a row's numbers; -1: it follows from the clicks. */
    private final int kept;

    /**
     * @param weight β
     * @param prior clicks that an item without any counts as having had when it was last touched, above 0
     */
    public ItemPopularity(
            ItemTable items, PopularityEstimate estimate, float weight, BiasOptions options, double prior) {
        this.items = items;
        this.estimate = estimate;
        this.weight = weight;
        this.logPrior = StrictMath.log(prior);
        this.bias = options.learned()
                ? Optional.of(new ItemBias(items, estimate.numbers(), options.learningRate()))
                : Optional.empty();
        this.kept = keeps(estimate, options) ? numbers(estimate, options) - 1 : -1;
    }

    /** How many numbers an item's row needs for all this. */
    public static int numbers(PopularityEstimate estimate, BiasOptions options) {
        return estimate.numbers() + (options.learned() ? ItemBias.NUMBERS : 0) + (keeps(estimate, options) ? 1 : 0);
    }

    private static boolean keeps(PopularityEstimate estimate, BiasOptions options) {
        return estimate.fades() || options.learned();
    }

    /** The learned a_j, if they are. */
    public Optional<ItemBias> bias() {
        return bias;
    }

    /** β'. */
    public float weight() {
        return biasAlone() ? 1 : weight;
    }

    /** logTotal'. */
    public double logTotal() {
        return biasAlone() ? 0 : estimate.logTotal();
    }

    /** Brings what is written of a pinned item up to date. */
    public void renew(int slot) {
        if (kept < 0) {
            return;
        }
        int at = items.numbersAt(slot) + kept;
        double now = current(slot);
        if (items.numbers()[at] != now) {
            items.numbers()[at] = now;
            items.changed(slot);
        }
    }

    /** L' of an item as of its last {@link #renew}. */
    public double logCount(int slot) {
        return kept < 0 ? current(slot) : items.numbers()[items.numbersAt(slot) + kept];
    }

    private double current(int slot) {
        if (bias.isEmpty()) {
            return estimated(slot);
        }
        float a = bias.get().of(slot);
        return biasAlone() ? a : estimated(slot) + a / weight;
    }

    private double estimated(int slot) {
        return items.isClicked(slot)
                ? estimate.logCount(items, slot)
                : estimate.logClick(items.lastTouched(slot)) + logPrior;
    }

    private boolean biasAlone() {
        return bias.isPresent() && weight == 0;
    }
}
