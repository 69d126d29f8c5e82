package io.poeem.ops.baseline;

/** Few items that are no candidates. */
final class Excluded {

    private Excluded() {}

    static boolean has(int[] excluded, int item) {
        for (int other : excluded) {
            if (other == item) {
                return true;
            }
        }
        return false;
    }

    /**
     * The rank of an item in an order of which some are left out.
     *
     * @param place of every item in the order; -1: not in it
     */
    static int rank(int[] place, int item, int[] excluded) {
        if (place[item] < 0 || has(excluded, item)) {
            return Baseline.MISSED;
        }
        int rank = place[item];
        for (int other : excluded) {
            rank -= place[other] >= 0 && place[other] < place[item] ? 1 : 0;
        }
        return rank;
    }
}
