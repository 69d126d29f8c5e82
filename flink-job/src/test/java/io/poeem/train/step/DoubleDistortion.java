package io.poeem.train.step;

import io.poeem.state.model.Shape;

/** Σ_i w_i ||T(x_i) - x̂_i||² in double precision as a function of the index, the codes and x̂ being a step's. */
final class DoubleDistortion {

    private final Batch batch;
    private final Shape shape;
    private final JointStep step;

    DoubleDistortion(Batch batch, Shape shape, JointStep step) {
        this.batch = batch;
        this.shape = shape;
        this.step = step;
    }

    double of(double[] v, double[] w, double[] r) {
        int d = shape.dims();
        double sum = 0;
        for (int i = 0; i < batch.size(); i++) {
            double[] y = reconstruct(i, v, w);
            for (int j = 0; j < d; j++) {
                double t = 0;
                for (int l = 0; l < d; l++) {
                    t += y[l] * r[j * d + l];
                }
                double error = t - step.unitItems()[i * d + j];
                sum += batch.weight(i) * error * error;
            }
        }
        return sum;
    }

    private double[] reconstruct(int i, double[] v, double[] w) {
        int d = shape.dims();
        int sub = shape.subDims();
        double[] y = new double[d];
        for (int l = 0; l < d; l++) {
            int m = l / sub;
            int k = step.codes()[i * shape.subspaces() + m] & 0xff;
            y[l] = v[step.coarse()[i] * d + l] + w[(m * shape.centroids() + k) * sub + l % sub];
        }
        return y;
    }
}
