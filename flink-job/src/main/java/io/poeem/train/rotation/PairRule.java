package io.poeem.train.rotation;

/** Which coordinates turn together in a Givens step. A function of its arguments, bit for bit. */
interface PairRule {

    /**
     * ⌊d/2⌋ disjoint pairs.
     *
     * @param skew A (d, d), finite
     * @param step steps taken before
     * @return i_0, j_0, i_1, j_1 …, i &lt; j
     */
    int[] pairs(double[] skew, int dims, long step);
}
