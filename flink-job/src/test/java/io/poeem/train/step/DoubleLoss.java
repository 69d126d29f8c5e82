package io.poeem.train.step;

import java.util.function.ToDoubleFunction;

/** The loss of design section 2 in double precision, from its definition, and gradients of it by central differences. */
final class DoubleLoss {

    private static final double STEP = 1e-5;

    private final Batch batch;
    private final int dims;
    private final double scale;

    DoubleLoss(Batch batch, int dims, double scale) {
        this.batch = batch;
        this.dims = dims;
        this.scale = scale;
    }

    /**
     * Σ_i w_i CE_i with the candidates x̂ + shift: with shift = T(x) - x̂ held constant, that is y of the straight-through
     * rule.
     */
    double softmax(double[] q, double[] x, double[] bias, double[] shift) {
        double[] unitQ = unit(q);
        double[] y = unit(x);
        for (int i = 0; i < y.length; i++) {
            y[i] += shift[i];
        }
        y = unit(y);
        double loss = 0;
        for (int i = 0; i < batch.size(); i++) {
            double z = 0;
            double positive = 0;
            for (int j = 0; j < batch.candidates(); j++) {
                double s = logit(unitQ, i, y, j, bias);
                z += j == i || !masked(i, j) ? Math.exp(s) : 0;
                positive = j == i ? s : positive;
            }
            loss += batch.weight(i) * (Math.log(z) - positive);
        }
        return loss;
    }

    private double logit(double[] q, int i, double[] y, int j, double[] bias) {
        double cosine = 0;
        for (int l = 0; l < dims; l++) {
            cosine += q[i * dims + l] * y[j * dims + l];
        }
        return scale * cosine + bias[j] - (batch.logP() == null ? 0 : batch.logP()[j]);
    }

    private boolean masked(int i, int j) {
        return batch.items()[i] == batch.items()[j]
                || batch.users() != null && j < batch.size() && batch.users()[i] == batch.users()[j];
    }

    double[] unit(double[] rows) {
        double[] out = rows.clone();
        for (int i = 0; i < rows.length; i += dims) {
            double square = 0;
            for (int j = i; j < i + dims; j++) {
                square += rows[j] * rows[j];
            }
            for (int j = i; j < i + dims; j++) {
                out[j] /= Math.sqrt(square);
            }
        }
        return out;
    }

    static double[] doubles(float[] values, int n) {
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = values == null ? 0 : values[i];
        }
        return out;
    }

    static double[] gradient(double[] at, ToDoubleFunction<double[]> loss) {
        double[] out = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            double[] up = at.clone();
            double[] down = at.clone();
            up[i] += STEP;
            down[i] -= STEP;
            out[i] = (loss.applyAsDouble(up) - loss.applyAsDouble(down)) / (up[i] - down[i]);
        }
        return out;
    }
}
