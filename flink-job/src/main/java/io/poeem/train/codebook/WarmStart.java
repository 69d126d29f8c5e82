package io.poeem.train.codebook;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.train.kernel.PaddedRows;
import io.poeem.train.random.CounterRandom;
import java.util.stream.IntStream;

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
        return run(sample, n, shape, rotation, Effort.thorough(iterations), seed);
    }

    /** As above, with as much effort as is given; rows of the sample are in no order that matters, or were shuffled. */
    public static Codebooks run(float[] sample, int n, Shape shape, Rotation rotation, Effort effort, long seed) {
        if (n < 1 || sample.length < (long) n * shape.dims()) {
            throw new IllegalArgumentException("warm-start sample of " + n + " rows in " + sample.length
                    + " floats: needs at least 1 row of " + shape.dims());
        }
        int rows = effort.rows(n, shape.coarse());
        float[] rotated = new float[rows * shape.dims()];
        if (rotation == null) {
            System.arraycopy(sample, 0, rotated, 0, rotated.length);
        } else {
            rotation.apply(sample, rows, rotated);
        }
        Codebooks codebooks = Codebooks.zero(shape);
        KMeans coarse =
                means(rotated, rows, shape.dims(), shape.coarse(), effort.threads(), new CounterRandom(seed, 0));
        coarse.run(effort.coarseIterations(), effort.seeds(rows, shape.coarse()));
        System.arraycopy(coarse.centroids(), 0, codebooks.coarse(), 0, codebooks.coarse().length);
        IntStream subspaces = IntStream.range(0, shape.subspaces());
        (effort.threads() == 1 ? subspaces : subspaces.parallel())
                .forEach(m -> subspace(m, rotated, rows, codebooks, coarse.assignment(), effort, seed));
        return codebooks;
    }

    private static void subspace(
            int m, float[] rotated, int rows, Codebooks codebooks, int[] c, Effort effort, long seed) {
        Shape shape = codebooks.shape();
        int sub = shape.subDims();
        int n = effort.rows(rows, shape.centroids());
        float[] residuals = new float[n * sub];
        for (int i = 0; i < n; i++) {
            int x = i * shape.dims() + m * sub;
            int v = c[i] * shape.dims() + m * sub;
            for (int j = 0; j < sub; j++) {
                residuals[i * sub + j] = rotated[x + j] - codebooks.coarse()[v + j];
            }
        }
        KMeans means = means(residuals, n, sub, shape.centroids(), 1, new CounterRandom(seed, 1 + m));
        means.run(effort.subspaceIterations(), effort.seeds(n, shape.centroids()));
        int size = shape.centroids() * sub;
        System.arraycopy(means.centroids(), 0, codebooks.subspaces(), m * size, size);
    }

    private static KMeans means(float[] x, int n, int dims, int k, int threads, CounterRandom random) {
        PaddedRows points = new PaddedRows(n, dims);
        points.load(x, n);
        return new KMeans(points, n, k, threads, random);
    }
}
