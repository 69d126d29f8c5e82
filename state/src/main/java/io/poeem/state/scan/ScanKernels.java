package io.poeem.state.scan;

/**
 * The inner loops of a scan. All implementations give the same bits: sums are of integers, and each score is two fused
 * multiply-adds. An instance owns scratch memory: one per thread.
 */
interface ScanKernels {

    /** The fastest that this JVM can run. */
    static ScanKernels best() {
        return BestScanKernels.create();
    }

    /** How much longer the array of sums is than the places of the blocks: vectors are stored whole. */
    int SLACK = CodeBlocks.ITEMS;

    /**
     * The smallest and the largest of K floats.
     *
     * @param out receives both, from {@code oo} on
     */
    void range(float[] table, int from, int k, float[] out, int oo);

    /**
     * Makes bytes of a row of K floats: (t - least) · inverseStep, rounded to the nearest, of two the even, at most 255.
     *
     * @param out K bytes from {@code oo} on
     */
    void quantize(float[] table, int from, int k, float least, float inverseStep, byte[] out, int oo);

    /**
     * Σ_m table[m][k_m] for all items of some blocks.
     *
     * @param table (D, {@link ByteTables#stride}), unsigned
     * @param sums one for each place of the blocks, and {@link #SLACK} more; none exceeds {@value ByteTables#MOST}
     */
    void sums(CodeBlocks layout, byte[] codes, int firstBlock, int blocks, byte[] table, short[] sums);

    /**
     * The items with {@code factor · (step · sum + base) + addend ≥ least}.
     *
     * @param n items; the arrays go on to a multiple of {@link CodeBlocks#ITEMS}
     * @param at the first one's place in factors and addends
     * @param hits receives i, ascending
     * @return how many
     */
    int atLeast(
            short[] sums,
            int n,
            float step,
            float base,
            float[] factors,
            float[] addends,
            int at,
            float least,
            int[] hits);
}
