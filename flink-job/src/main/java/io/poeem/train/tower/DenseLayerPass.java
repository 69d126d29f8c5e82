package io.poeem.train.tower;

import io.poeem.train.kernel.FloatKernels;
import io.poeem.train.kernel.Padding;
import java.util.Arrays;

/**
 * One dense layer forward and backward on the heap: Y = act(X W + b), and of a gradient dY: dX, dW, db.
 *
 * <p>Parameters and gradients lie in flat arrays as DL4J lays them out: W by columns, that is Wᵀ (out, in) by rows, then b.
 * Inside, widths are padded with zeros to the kernels' tiles; what is padded stays 0 all the way.
 */
final class DenseLayerPass {

    private final FloatKernels kernels;
    private final int in;
    private final int out;
    private final int inWidth;
    private final int outWidth;
    private final int offset;
    private final boolean relu;
    private final float[] transposed;
    private final float[] weights;
    private final float[] bias;
    private final float[] gradTransposed;
    private final float[] gradBias;
    private final float[] y;
    private final float[] gradX;

    /**
     * @param offset where in the flat arrays the layer begins
     * @param rows the most rows of a batch, padded
     */
    DenseLayerPass(FloatKernels kernels, int in, int out, int offset, boolean relu, int rows) {
        this.kernels = kernels;
        this.in = in;
        this.out = out;
        this.offset = offset;
        this.relu = relu;
        inWidth = width(in);
        outWidth = width(out);
        transposed = new float[outWidth * inWidth];
        weights = new float[inWidth * outWidth];
        bias = new float[outWidth];
        gradTransposed = new float[outWidth * inWidth];
        gradBias = new float[outWidth];
        y = new float[rows * outWidth];
        gradX = new float[rows * inWidth];
    }

    /** Floats of a row of so many values. */
    static int width(int values) {
        return Padding.columns(values);
    }

    /** Where in the flat arrays the next layer begins. */
    int end() {
        return offset + in * out + out;
    }

    /** Takes over the layer's parameters. */
    void load(float[] parameters) {
        for (int o = 0; o < out; o++) {
            System.arraycopy(parameters, offset + o * in, transposed, o * inWidth, in);
        }
        for (int i = 0; i < in; i++) {
            for (int o = 0; o < out; o++) {
                weights[i * outWidth + o] = transposed[o * inWidth + i];
            }
        }
        System.arraycopy(parameters, offset + in * out, bias, 0, out);
    }

    /** Y (rows, outWidth) of X (rows, inWidth), until the next call. */
    float[] forward(float[] x, int rows) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(bias, 0, y, r * outWidth, outWidth);
        }
        kernels.multiply(rows, outWidth, in, x, 0, inWidth, 1, weights, 0, outWidth, y, 0, outWidth, true);
        if (relu) {
            for (int i = 0, n = rows * outWidth; i < n; i++) {
                y[i] = Math.max(y[i], 0f);
            }
        }
        return y;
    }

    /**
     * dX of the last forward's rows, until the next call; rows beyond the batch must be 0 in {@code gradY}, which is used up.
     *
     * @param gradients gets dW and db, summed over the rows
     */
    float[] backward(float[] x, float[] gradY, int rows, float[] gradients) {
        if (relu) {
            for (int i = 0, n = rows * outWidth; i < n; i++) {
                gradY[i] = y[i] > 0 ? gradY[i] : 0;
            }
        }
        kernels.multiply(
                outWidth, inWidth, rows, gradY, 0, 1, outWidth, x, 0, inWidth, gradTransposed, 0, inWidth, false);
        Arrays.fill(gradBias, 0);
        for (int r = 0; r < rows; r++) {
            kernels.axpy(1, gradY, r * outWidth, gradBias, 0, outWidth);
        }
        for (int o = 0; o < out; o++) {
            System.arraycopy(gradTransposed, o * inWidth, gradients, offset + o * in, in);
        }
        System.arraycopy(gradBias, 0, gradients, offset + in * out, out);
        kernels.multiply(rows, inWidth, out, gradY, 0, outWidth, 1, transposed, 0, inWidth, gradX, 0, inWidth, false);
        return gradX;
    }
}
