package io.poeem.train.rows;

/** Is shown rows in blocks. */
@FunctionalInterface
public interface RowVisitor {

    /** The most rows of a block. */
    int BLOCK = 256;

    /**
     * One block. The rows are pinned for the time of the call.
     *
     * @param slots the rows' slots, the first {@code n} entries; the array is the table's
     */
    void visit(int[] slots, int n);
}
