package io.poeem.train.tower;

import io.poeem.state.model.Tower;

/**
 * The dense part of a tower while it learns. Not thread-safe; owns its working memory.
 *
 * <p>A batch is one {@link #forward} and, where something is to be learned, one {@link #backward} of the same batch.
 */
public sealed interface TowerNetwork permits IdentityTower, DenseTower {

    /** Identity where no hidden layer is asked for and all fields are summed, else a DL4J network. */
    static TowerNetwork create(TowerOptions options) {
        return options.hidden().isEmpty() && !options.fields().apart()
                ? new IdentityTower(options.dims())
                : new DenseTower(options);
    }

    /** {@code in} (B, slots, d) -> {@code out} (B, d); the two may be one array. */
    void forward(float[] in, int batch, float[] out);

    /**
     * {@code gradOut} (B, d), gradient of the summed loss w.r.t. the last forward's output -> {@code gradIn} (B, slots, d) w.r.t.
     * its input (the two may be one array); then lets the weights learn.
     */
    void backward(float[] gradOut, int batch, float[] gradIn);

    /** Weights and updater state, bit for bit. */
    byte[] toBytes();

    /** Takes what {@link #toBytes} of a network of the same shape wrote. */
    void restore(byte[] bytes);

    /** How many floats {@link #toFloats} gives. */
    int size();

    /** Weights, then updater state, as {@link #toBytes} has them; none without layers. */
    float[] toFloats();

    /** Takes as many as {@link #toFloats} gives. */
    void restore(float[] values);

    /** The weights as the searcher sees them; its forward pass equals this one's within 1e-5. */
    Tower toTower();
}
