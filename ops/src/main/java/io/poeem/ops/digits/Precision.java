package io.poeem.ops.digits;

import java.util.stream.IntStream;

/**
 * Mean over all users of the share of the first 100 items that are right.
 *
 * @param loose right: two of the item's digits are among the user's last two (the authors' measure)
 * @param strict right: it has both
 */
record Precision(double loose, double strict) {

    static final int TOP = 100;

    /** Answers a user's query with at most {@link #TOP} items, in any order. */
    interface Search {
        int[] of(int user);
    }

    static Precision of(Search search, Meaning meaning) {
        long[] right = IntStream.range(0, DigitsTask.NUMBERS)
                .parallel()
                .mapToObj(user -> right(user, search.of(user), meaning))
                .reduce(new long[2], (a, b) -> new long[] {a[0] + b[0], a[1] + b[1]});
        double of = (double) DigitsTask.NUMBERS * TOP;
        return new Precision(right[0] / of, right[1] / of);
    }

    private static long[] right(int user, int[] found, Meaning meaning) {
        long[] right = new long[2];
        for (int item : found) {
            right[0] += meaning.isLooselyRight(user, item) ? 1 : 0;
            right[1] += meaning.isStrictlyRight(user, item) ? 1 : 0;
        }
        return right;
    }
}
