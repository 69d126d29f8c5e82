package io.poeem.ops.baseline;

/**
 * A rule that answers from all clicks before the present one. For each click, in the stream's order: {@link #advance},
 * perhaps {@link #rank}, {@link #learn}.
 */
public interface Baseline {

    /** For "not in the answer". */
    int MISSED = Integer.MAX_VALUE;

    /** Time goes on to a click's, ms since the epoch; it never goes back. */
    void advance(long time);

    /**
     * Where an item would stand in the answer to a user.
     *
     * @param excluded distinct items that are no candidates
     * @return 0-based, without the excluded; {@link #MISSED} for one of these, and for what the rule does not know
     */
    int rank(int user, int item, int[] excluded);

    /** A click at the time reached. */
    void learn(int user, int item);
}
