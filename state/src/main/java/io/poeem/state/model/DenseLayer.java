package io.poeem.state.model;

/**
 * y = activation(xW + b).
 *
 * @param weights W, (in, out) row-major
 * @param bias b, (out)
 */
public record DenseLayer(int in, int out, float[] weights, float[] bias, Activation activation) {
    public DenseLayer {
        if (in < 1 || out < 1 || in > Shape.MAX_DIMS || out > Shape.MAX_DIMS) {
            throw new IllegalArgumentException(
                    "layer of " + in + " to " + out + "; both must be from 1 to " + Shape.MAX_DIMS);
        }
        Sizes.require("weights", weights.length, (long) in * out);
        Sizes.require("bias", bias.length, out);
    }
}
