package io.poeem.state.model;

/**
 * y = activation(xW + b).
 *
 * @param weights W, (in, out) row-major
 * @param bias b, (out)
 */
public record DenseLayer(int in, int out, float[] weights, float[] bias, Activation activation) {

    /** A hidden layer's width, or fields side by side: more than d. */
    static final int WIDEST = 1 << 17;

    public DenseLayer {
        if (in < 1 || out < 1 || in > WIDEST || out > WIDEST) {
            throw new IllegalArgumentException("layer of " + in + " to " + out + "; both must be from 1 to " + WIDEST);
        }
        Sizes.require("weights", weights.length, (long) in * out);
        Sizes.require("bias", bias.length, out);
    }
}
