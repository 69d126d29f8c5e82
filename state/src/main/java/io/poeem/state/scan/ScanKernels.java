package io.poeem.state.scan;

/**
 * The inner loops of a scan. Both implementations give the same bits: sums are of integers, and each score is two fused
 * multiply-adds. Instances have no state.
 */
interface ScanKernels {

    /** The fastest that this JVM can run. */
    static ScanKernels best() {
        return new ScalarScanKernels();
    }

    /**
     * Makes bytes of a row of K floats: round((t - least) · inverseStep), 0 to 255.
     *
     * @param out K bytes from {@code oo} on
     */
    void quantize(float[] table, int from, int k, float least, float inverseStep, byte[] out, int oo);

    /**
     * Σ_m table[m][k_m] for all items of some blocks.
     *
     * @param table (D, {@link ByteTables#stride}), unsigned
     * @param sums one for each place of the blocks; none exceeds {@value ByteTables#MOST}
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
