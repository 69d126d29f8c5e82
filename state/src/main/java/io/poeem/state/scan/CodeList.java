package io.poeem.state.scan;

/**
 * One inverted list, as a scan reads it: a run of blocks in arrays that it may share with other lists. An item scores
 * {@code factor · (q'·v_c + Σ_m q'_m·w_{m,k_m}) + addend}; so each metric is a choice of the two:
 *
 * <ul>
 *   <li>inner product: 1 and 0;
 *   <li>cosine, scaled, with popularity: scale / ‖T(x)‖ and b;
 *   <li>negative squared distance: 2 and -‖T(x)‖² (and -‖q‖² for all alike).
 * </ul>
 *
 * <p>Whoever owns the arrays may write to them only while no scan reads them: a live index copies what it changes and hands out a new
 * list. Item i of the list is at place {@code 32·firstBlock + i} of all four arrays.
 *
 * @param codes whole blocks by {@link CodeBlocks}
 * @param factors not negative, whole blocks; what stands behind the last item does not matter
 * @param addends not NaN where there are items, whole blocks
 * @param numbers what the items are called in results; of equal scores the smaller number comes first
 * @param firstBlock where the list begins
 * @param size its items
 */
public record CodeList(byte[] codes, float[] factors, float[] addends, int[] numbers, int firstBlock, int size) {

    public CodeList {
        long padded = (long) (firstBlock + CodeBlocks.blocks(size)) * CodeBlocks.ITEMS;
        long end = size == 0 ? 0 : (long) firstBlock * CodeBlocks.ITEMS + size;
        if (firstBlock < 0
                || size < 0
                || size > 0 && (factors.length < padded || addends.length < padded)
                || numbers.length < end) {
            throw new IllegalArgumentException("a list of " + size + " items from block " + firstBlock + " on needs "
                    + padded + " factors and addends and " + end + " numbers, but has " + factors.length + ", "
                    + addends.length + " and " + numbers.length);
        }
    }

    /** Where item i stands in the arrays. */
    int place(int i) {
        return firstBlock * CodeBlocks.ITEMS + i;
    }
}
