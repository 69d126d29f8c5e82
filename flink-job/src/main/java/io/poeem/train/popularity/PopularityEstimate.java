package io.poeem.train.popularity;

import io.poeem.train.rows.ItemTable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
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

    /** Writes what the other shards must know of the clicks that were counted here. */
    void report(DataOutput out) throws IOException;

    /**
     * Takes over what all shards {@link #report reported}: from now on, and until they report again, L - logTotal is of the
     * clicks of all, and so is what {@link #rescale} decides.
     *
     * @param reports of the shards that have any, in their order
     * @param own which of them is this shard's; -1: none
     */
    void merged(List<DataInput> reports, int own) throws IOException;

    // ---- another number of shards
    // ------------------------------------------------------------------------------------

    /**
     * Begins the estimate of one of other shards, before it is told of the items that it {@link #owns}.
     *
     * @param before those of all shards there were, of these options
     * @param shards that there are from now on
     */
    void begin(List<PopularityEstimate> before, int shards);

    /**
     * Takes over an item whose row is as another shard left it.
     *
     * @param before that shard's estimate
     */
    void owns(ItemTable items, int slot, PopularityEstimate before);

    /** Takes over what another of the same beginning owns. */
    void join(PopularityEstimate other);

    /**
     * Makes of a pinned row what {@link #count} would have made of it here. Both estimates know what all shards
     * {@link #merged reported}, those there were and those there are.
     */
    default void move(ItemTable items, int slot, PopularityEstimate before) {}

    void write(DataOutput out) throws IOException;

    void read(DataInput in) throws IOException;
}
