package io.poeem.train.tower;

import io.poeem.train.kernel.FloatKernels;
import io.poeem.train.kernel.Padding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A tower's layers forward and backward over a DL4J network's flat parameters and gradients.
 *
 * <p>In place of the network's own passes, which come to the same: those make a hundred arrays per step, each with memory
 * outside of the heap, a description of its shape and a reference for its release, and compute every layer's forward pass
 * twice; at batches of some hundred rows that takes several times as long as the products. These kernels also give the same
 * bits on every machine, which its BLAS does not.
 */
final class DensePass {

    private final int inputValues;
    private final int dims;
    private final int inputWidth;
    private final int width;
    private final DenseLayerPass[] layers;
    private final float[][] inputs;
    private final float[] x;
    private final float[] gradY;

    DensePass(FloatKernels kernels, TowerOptions options) {
        inputValues = options.inputs();
        dims = options.dims();
        inputWidth = DenseLayerPass.width(inputValues);
        width = DenseLayerPass.width(dims);
        int rows = rows(options.maxBatch());
        List<Integer> widths = new ArrayList<>(options.hidden());
        widths.add(dims);
        layers = new DenseLayerPass[widths.size()];
        int in = inputValues;
        int offset = 0;
        for (int i = 0; i < layers.length; i++) {
            boolean relu = i < layers.length - 1;
            layers[i] = new DenseLayerPass(kernels, in, widths.get(i), offset, relu, rows);
            offset = layers[i].end();
            in = widths.get(i);
        }
        inputs = new float[layers.length][];
        x = new float[Math.multiplyExact(rows, inputWidth)];
        gradY = new float[rows * width];
    }

    /** {@code in} (batch, slots, d) -> {@code out} (batch, d) by the parameters as they are now. */
    void forward(float[] parameters, float[] in, int batch, float[] out) {
        int rows = rows(batch);
        float[] values = pad(in, inputValues, batch, rows, x, inputWidth);
        for (int i = 0; i < layers.length; i++) {
            layers[i].load(parameters);
            inputs[i] = values;
            values = layers[i].forward(values, rows);
        }
        unpad(values, width, batch, out, dims);
    }

    /** Of the last forward: {@code gradOut} (batch, d) -> {@code gradIn} (batch, slots, d), and the parameters' gradients. */
    void backward(float[] gradOut, int batch, float[] gradIn, float[] gradients) {
        int rows = rows(batch);
        float[] gradient = pad(gradOut, dims, batch, rows, gradY, width);
        for (int i = layers.length - 1; i >= 0; i--) {
            gradient = layers[i].backward(inputs[i], gradient, rows, gradients);
        }
        unpad(gradient, inputWidth, batch, gradIn, inputValues);
    }

    private static int rows(int batch) {
        return Padding.rows(batch);
    }

    private static float[] pad(float[] from, int values, int batch, int rows, float[] to, int padded) {
        for (int r = 0; r < batch; r++) {
            System.arraycopy(from, r * values, to, r * padded, values);
        }
        Arrays.fill(to, batch * padded, rows * padded, 0f);
        return to;
    }

    private static void unpad(float[] from, int padded, int batch, float[] to, int values) {
        for (int r = 0; r < batch; r++) {
            System.arraycopy(from, r * padded, to, r * values, values);
        }
    }
}
