package io.poeem.train.popularity;

import io.poeem.train.rows.ItemTable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/**
 * An estimate of p̂_j = e^(L_j - logTotal), fed by every click; what it knows of an item lies in the item's row, all else
 * here. The same clicks in the same order give the same bytes.
 *
 * <p>Of a clicked item's row, logCount is finite, so that the row is known as clicked.
 */
public sealed interface PopularityEstimate permits DecayedCounts, HalfLives, Intervals {

    static PopularityEstimate of(PopularityOptions options) {
        return switch (options.estimate()) {
            case INTERVAL -> new Intervals(options.step());
            case DECAYED ->
                options.halfLife().<PopularityEstimate>map(DecayedCounts::new).orElseGet(HalfLives::new);
        };
    }

    /** How many numbers of an item's row it needs, the first ones. */
    int numbers();

    /**
     * Counts a click of an item whose row is touched.
     *
     * @param weight w of the click; one that is not above 0 and finite counts nothing
     * @param time event time, ms
     */
    void count(ItemTable items, int slot, float weight, long time);

    /** L of a clicked item. */
    double logCount(ItemTable items, int slot);

    /** L of an item with a single click, at {@code time}, ms, of weight 1; only once there was a click. */
    double logClick(long time);

    /** What L - logTotal = log p̂ takes; -Infinity before the first click. */
    double logTotal();

    /** Whether L of an item can change without a click of it. */
    boolean fades();

    /**
     * Decides, at a version's boundary, on what scale L is from now on.
     *
     * @return whether every item's L differs from what the last version held, so that the next one must be full
     */
    default boolean rescale() {
        return false;
    }

    /** Says that a version with the present scale was written. */
    default void published() {}

    /** Adds what a version should say of it. */
    default void addTo(Map<String, Long> counts) {}

    void write(DataOutput out) throws IOException;

    void read(DataInput in) throws IOException;
}
