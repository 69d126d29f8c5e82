package io.poeem.train.rotation;

import io.poeem.state.kernel.Kernels;
import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.state.quantize.Quantizer;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/**
 * A sample that varies more along some directions than along others, none of them an axis, and a batch algorithm over it: encode all, put each
 * centroid on the mean of what it got, give back ∂L/∂R.
 */
final class FixedSample {

    private final Shape shape;
    private final int n;
    private final float[] x;
    private final int[] c;
    private final byte[] k;
    private final float[] t;

    FixedSample(Shape shape, int n, long seed) {
        this.shape = shape;
        this.n = n;
        this.x = new float[n * shape.dims()];
        this.c = new int[n];
        this.k = new byte[n * shape.subspaces()];
        this.t = new float[x.length];
        SplittableRandom random = new SplittableRandom(seed);
        int dims = shape.dims();
        double[] mix =
                Orthogonal.nearest(random.doubles((long) dims * dims, -1, 1).toArray(), dims);
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < dims; a++) {
                double along = random.nextGaussian() * Math.pow(0.9, a);
                for (int b = 0; b < dims; b++) {
                    x[i * dims + b] += (float) (along * mix[a * dims + b]);
                }
            }
        }
    }

    float[] rows() {
        return x;
    }

    int size() {
        return n;
    }

    /** Mean of ||T(x) - x||² with the nearest codes. */
    double distortion(Codebooks codebooks, Rotation rotation) {
        encode(codebooks, rotation);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += Math.pow(t[i] - x[i], 2);
        }
        return sum / n;
    }

    private void encode(Codebooks codebooks, Rotation rotation) {
        Quantizer quantizer = new Quantizer(codebooks, rotation, Kernels.best());
        quantizer.encode(x, n, c, k);
        quantizer.decode(c, k, n, t);
    }

    /** Each centroid becomes the mean of what it got; one that got nothing stays. */
    void move(Codebooks codebooks, Rotation rotation) {
        encode(codebooks, rotation);
        float[] rotated = new float[x.length];
        rotation.apply(x, n, rotated);
        int dims = shape.dims();
        average(codebooks.coarse(), 0, dims, shape.coarse(), rotated, 0, i -> c[i]);
        float[] residuals = rotated.clone();
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] -= codebooks.coarse()[c[i / dims] * dims + i % dims];
        }
        for (int m = 0; m < shape.subspaces(); m++) {
            int part = m;
            int sub = shape.subDims();
            average(
                    codebooks.subspaces(),
                    m * shape.centroids() * sub,
                    sub,
                    shape.centroids(),
                    residuals,
                    m * sub,
                    i -> k[i * shape.subspaces() + part] & 0xff);
        }
    }

    private void average(
            float[] centroids, int at, int size, int count, float[] rows, int first, IntUnaryOperator code) {
        double[] sums = new double[count * size];
        int[] counts = new int[count];
        for (int i = 0; i < n; i++) {
            int own = code.applyAsInt(i);
            counts[own]++;
            for (int j = 0; j < size; j++) {
                sums[own * size + j] += rows[i * shape.dims() + first + j];
            }
        }
        for (int j = 0; j < sums.length; j++) {
            if (counts[j / size] > 0) {
                centroids[at + j] = (float) (sums[j] / counts[j / size]);
            }
        }
    }

    /** ∂/∂R of Σ_i ||T(x_i) - x_i||², codes taken as constant: 2 Σ_i (T(x_i) - x_i)ᵀ y_i. */
    float[] gradient(Codebooks codebooks, Rotation rotation) {
        encode(codebooks, rotation);
        float[] y = new float[x.length];
        rotation.apply(t, n, y);
        int dims = shape.dims();
        double[] sum = new double[dims * dims];
        for (int i = 0; i < x.length; i += dims) {
            for (int a = 0; a < dims; a++) {
                for (int b = 0; b < dims; b++) {
                    sum[a * dims + b] += 2.0 * (t[i + a] - x[i + a]) * y[i + b];
                }
            }
        }
        float[] gradient = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            gradient[i] = (float) sum[i];
        }
        return gradient;
    }
}
