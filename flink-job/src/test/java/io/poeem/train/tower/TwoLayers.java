package io.poeem.train.tower;

import io.poeem.state.model.DenseLayer;
import io.poeem.state.model.Tower;
import java.util.Arrays;

/** A tower with one hidden layer and Adagrad, in double precision and written out: what DL4J's must equal. */
final class TwoLayers {

    private final DenseLayer first;
    private final DenseLayer second;
    private final double rate;
    private final double[][] parameters;
    private final double[][] accumulators;

    TwoLayers(Tower tower, double rate) {
        this.first = tower.layers().get(0);
        this.second = tower.layers().get(1);
        this.rate = rate;
        this.parameters = new double[][] {
            doubles(first.weights()), doubles(first.bias()), doubles(second.weights()), doubles(second.bias())
        };
        this.accumulators = new double[4][];
        for (int p = 0; p < 4; p++) {
            accumulators[p] = new double[parameters[p].length];
            Arrays.fill(accumulators[p], 0.1f);
        }
    }

    double[] firstWeights() {
        return parameters[0];
    }

    /** One batch forward and back, then Adagrad on the summed gradients; returns the gradient w.r.t. the input. */
    double[] step(float[] in, float[] gradOut, int batch) {
        double[][] gradients = new double[4][];
        for (int p = 0; p < 4; p++) {
            gradients[p] = new double[parameters[p].length];
        }
        double[] gradIn = new double[batch * first.in()];
        for (int i = 0; i < batch; i++) {
            example(in, gradOut, i, gradients, gradIn);
        }
        for (int p = 0; p < 4; p++) {
            for (int j = 0; j < parameters[p].length; j++) {
                double g = gradients[p][j];
                accumulators[p][j] += g * g;
                parameters[p][j] -= rate * g / Math.sqrt(accumulators[p][j]);
            }
        }
        return gradIn;
    }

    private void example(float[] in, float[] gradOut, int i, double[][] gradients, double[] gradIn) {
        int d = first.in();
        int width = first.out();
        for (int h = 0; h < width; h++) {
            double hidden = parameters[1][h];
            for (int j = 0; j < d; j++) {
                hidden += in[i * d + j] * parameters[0][j * width + h];
            }
            if (hidden > 0) {
                double back = 0;
                for (int o = 0; o < d; o++) {
                    back += gradOut[i * d + o] * parameters[2][h * d + o];
                    gradients[2][h * d + o] += hidden * gradOut[i * d + o];
                }
                gradients[1][h] += back;
                for (int j = 0; j < d; j++) {
                    gradients[0][j * width + h] += in[i * d + j] * back;
                    gradIn[i * d + j] += parameters[0][j * width + h] * back;
                }
            }
        }
        for (int o = 0; o < d; o++) {
            gradients[3][o] += gradOut[i * d + o];
        }
    }

    private static double[] doubles(float[] values) {
        double[] out = new double[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[i];
        }
        return out;
    }
}
