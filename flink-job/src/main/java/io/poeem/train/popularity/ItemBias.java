package io.poeem.train.popularity;

import io.poeem.train.rows.ItemTable;
import io.poeem.train.rows.RowTable;

/**
 * The learned scalar a_j of every item: its place in the items' rows, and its Adagrad: acc += g², a -= lr·g/√acc, with the
 * rows' first accumulator.
 */
public final class ItemBias {

    /** Numbers of an item's row: a, and the sum of squared gradients. */
    static final int NUMBERS = 2;

    private final ItemTable items;
    private final int offset;
    private final float learningRate;
    private float[] sums = {};

    /** @param offset of its numbers among the row's */
    ItemBias(ItemTable items, int offset, float learningRate) {
        this.items = items;
        this.offset = offset;
        this.learningRate = learningRate;
    }

    /** a_j. */
    public float of(int slot) {
        return (float) items.numbers()[items.numbersAt(slot) + offset];
    }

    /** Reads a_j of the pinned rows in {@code slots}. */
    public void gather(int[] slots, int n, float[] to) {
        for (int i = 0; i < n; i++) {
            to[i] = of(slots[i]);
        }
    }

    /** Lets the biases of pinned rows follow ∂L/∂a; one that stands more than once gets the sum. */
    public void learn(int[] slots, int n, float[] gradients) {
        int rows = items.pinnedCount();
        if (sums.length < rows) {
            sums = new float[2 * rows];
        }
        for (int i = 0; i < n; i++) {
            sums[items.local(slots[i])] += gradients[i];
        }
        for (int i = 0; i < n; i++) {
            int local = items.local(slots[i]);
            if (sums[local] != 0) {
                step(slots[i], sums[local]);
                sums[local] = 0;
            }
        }
    }

    private void step(int slot, float gradient) {
        double[] numbers = items.numbers();
        int at = items.numbersAt(slot) + offset;
        float squares = (float) numbers[at + 1] + gradient * gradient;
        numbers[at + 1] = squares;
        numbers[at] =
                (float) numbers[at] - learningRate * gradient / (float) Math.sqrt(RowTable.FIRST_ACCUMULATOR + squares);
        items.changed(slot);
    }
}
