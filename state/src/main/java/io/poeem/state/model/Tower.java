package io.poeem.state.model;

import io.poeem.state.kernel.Kernels;
import java.util.List;

/**
 * Zero or more dense layers that take a slot of d for each of the input's fields (or one for their sum) and give d; none is
 * the identity. What comes out is not normalised.
 *
 * @param inputs values taken in: d times the slots
 * @param dims d
 */
public record Tower(int inputs, int dims, List<DenseLayer> layers) {
    public Tower {
        layers = List.copyOf(layers);
        int width = inputs;
        for (DenseLayer layer : layers) {
            requireWidth(layer.in(), width);
            width = layer.out();
        }
        requireWidth(width, dims);
    }

    /** A tower of one slot. */
    public Tower(int dims, List<DenseLayer> layers) {
        this(dims, dims, layers);
    }

    public static Tower identity(int dims) {
        return new Tower(dims, List.of());
    }

    /**
     * @param x (n, inputs), may be longer
     * @param out (n, d), may be longer, may be x
     */
    public void forward(float[] x, int n, float[] out) {
        float[] from = x;
        for (DenseLayer layer : layers) {
            float[] to = new float[n * layer.out()];
            forward(layer, from, n, to);
            from = to;
        }
        if (from != out) {
            System.arraycopy(from, 0, out, 0, n * dims);
        }
    }

    /**
     * One row, without allocating.
     *
     * @param x (inputs), may be longer
     * @param a at least {@link #widest} long, as is {@code b}; what is in them is lost
     * @param out (d), at {@code oo}
     */
    public void forward(float[] x, float[] a, float[] b, float[] out, int oo) {
        float[] from = x;
        for (int i = 0; i < layers.size(); i++) {
            float[] to = i % 2 == 0 ? a : b;
            forward(layers.get(i), from, 1, to);
            from = to;
        }
        System.arraycopy(from, 0, out, oo, dims);
    }

    /** The most values that a layer gives; 0 without layers. */
    public int widest() {
        int widest = 0;
        for (int i = 0; i < layers.size(); i++) {
            widest = Math.max(widest, layers.get(i).out());
        }
        return widest;
    }

    private static void forward(DenseLayer layer, float[] x, int n, float[] y) {
        Kernels.best().affine(x, 0, n, layer.in(), layer.weights(), 0, layer.out(), layer.bias(), 0, y, 0);
        if (layer.activation() == Activation.RELU) {
            for (int i = 0; i < n * layer.out(); i++) {
                y[i] = Math.max(0, y[i]);
            }
        }
    }

    private static void requireWidth(int found, int wanted) {
        if (found != wanted) {
            throw new IllegalArgumentException("tower has " + found + " dims where " + wanted + " are wanted");
        }
    }
}
