package io.poeem.train.tower;

import io.poeem.state.model.InputFields;
import java.util.List;

/**
 * Shape and learning of one tower's dense part: {@code slots · dims -> hidden… -> dims}, ReLU between, identity at the end.
 *
 * @param fields of the input: one slot of their sum, or several side by side
 * @param dims d, of a slot and of the output
 * @param hidden widths of the hidden layers; empty = with one slot no network at all, the tower is the sum of its rows; with
 *     several a single linear layer, which begins as their sum
 * @param learningRate of Adagrad
 * @param maxBatch the largest batch that will be asked for
 * @param seed of the initial weights
 */
public record TowerOptions(
        InputFields fields, int dims, List<Integer> hidden, float learningRate, int maxBatch, long seed) {

    /** Nothing wider is of use, and a mistyped width should fail before it allocates. */
    private static final int WIDEST = 8192;

    /** A tower of summed fields. */
    public TowerOptions(int dims, List<Integer> hidden, float learningRate, int maxBatch, long seed) {
        this(InputFields.SUM, dims, hidden, learningRate, maxBatch, seed);
    }

    /** Values of an input. */
    public int inputs() {
        return fields.slots() * dims;
    }

    public TowerOptions {
        hidden = List.copyOf(hidden);
        for (int width : hidden) {
            if (width < 1 || width > WIDEST) {
                throw new IllegalArgumentException(
                        "tower layer of width " + width + ": must be 1 .. " + WIDEST + "; see tower.layers");
            }
        }
        if (dims < 1 || maxBatch < 1 || !(learningRate > 0)) {
            throw new IllegalArgumentException("tower of " + dims + " dims, batch " + maxBatch + ", learning rate "
                    + learningRate + ": all must be above 0");
        }
    }
}
