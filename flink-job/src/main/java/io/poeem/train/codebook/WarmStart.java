package io.poeem.train.codebook;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.train.kernel.FloatKernels;
import io.poeem.train.kernel.PaddedRows;
import io.poeem.train.random.CounterRandom;

/**
 * The first codebooks, from a sample of embeddings (design section 2): k-means for the coarse centroids of x', then, for
 * each subspace, k-means of the residuals r = x' - v_c.
 *
 * <p>A function of its arguments, bit for bit.
 */
public final class WarmStart {

    private WarmStart() {}

    /**
     * @param sample (n, d) unit item embeddings, as the joint step would encode them
     * @param n rows of the sample, at least 1; fewer distinct points than centroids is fine
     * @param shape J, D, K, d
     * @param rotation R; null = identity
     * @param seed all randomness comes from it
     */
    public static Codebooks run(float[] sample, int n, Shape shape, Rotation rotation, long seed) {
        return run(sample, n, shape, rotation, KMeans.MOST_ITERATIONS, seed);
    }

    /** As above, with at most so many of Lloyd's iterations for each codebook. */
    static Codebooks run(float[] sample, int n, Shape shape, Rotation rotation, int iterations, long seed) {
        if (n < 1 || sample.length < (long) n * shape.dims()) {
            throw new IllegalArgumentException("warm-start sample of " + n + " rows in " + sample.length
                    + " floats: needs at least 1 row of " + shape.dims());
        }
        float[] rotated = new float[n * shape.dims()];
        if (rotation == null) {
            System.arraycopy(sample, 0, rotated, 0, rotated.length);
        } else {
            rotation.apply(sample, n, rotated);
        }
        Codebooks codebooks = Codebooks.zero(shape);
        PaddedRows points = new PaddedRows(n, shape.dims());
        points.load(rotated, n);
        KMeans coarse = new KMeans(points, n, shape.coarse(), FloatKernels.best(), new CounterRandom(seed, 0));
        coarse.run(iterations);
        System.arraycopy(coarse.centroids(), 0, codebooks.coarse(), 0, codebooks.coarse().length);
        for (int m = 0; m < shape.subspaces(); m++) {
            subspace(m, rotated, n, codebooks, coarse.assignment(), iterations, seed);
        }
        return codebooks;
    }

    private static void subspace(
            int m, float[] rotated, int n, Codebooks codebooks, int[] c, int iterations, long seed) {
        Shape shape = codebooks.shape();
        int sub = shape.subDims();
        float[] residuals = new float[n * sub];
        for (int i = 0; i < n; i++) {
            int x = i * shape.dims() + m * sub;
            int v = c[i] * shape.dims() + m * sub;
            for (int j = 0; j < sub; j++) {
                residuals[i * sub + j] = rotated[x + j] - codebooks.coarse()[v + j];
            }
        }
        PaddedRows points = new PaddedRows(n, sub);
        points.load(residuals, n);
        KMeans means = new KMeans(points, n, shape.centroids(), FloatKernels.best(), new CounterRandom(seed, 1 + m));
        means.run(iterations);
        int size = shape.centroids() * sub;
        System.arraycopy(means.centroids(), 0, codebooks.subspaces(), m * size, size);
    }
}
