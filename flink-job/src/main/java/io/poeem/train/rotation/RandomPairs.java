package io.poeem.train.rotation;

import io.poeem.train.random.CounterRandom;

/** {@code givens-random}: neighbours in a shuffle of the coordinates; A is not looked at. */
final class RandomPairs implements PairRule {

    private final long seed;

    RandomPairs(long seed) {
        this.seed = seed;
    }

    @Override
    public int[] pairs(double[] skew, int dims, long step) {
        CounterRandom random = new CounterRandom(seed, step);
        int[] order = new int[dims];
        for (int i = 0; i < dims; i++) {
            int at = random.nextInt(i + 1);
            order[i] = order[at];
            order[at] = i;
        }
        int[] pairs = new int[dims / 2 * 2];
        for (int p = 0; p < pairs.length; p += 2) {
            pairs[p] = Math.min(order[p], order[p + 1]);
            pairs[p + 1] = Math.max(order[p], order[p + 1]);
        }
        return pairs;
    }
}
