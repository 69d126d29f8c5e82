package io.poeem.train.codebook;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.train.kernel.FloatKernels;
import io.poeem.train.kernel.Panels;
import java.util.Arrays;

/**
 * Lloyd's iterations over weighted embeddings, from the codebooks as they are: every coarse centroid moves to the mean of
 * the x' that are nearest to it, then, with codes as they are after that, every subspace centroid to the mean of its
 * residuals.
 *
 * <pre>
 *   v_c ← Σ_{i: c_i = c} w_i x'_i / Σ w_i        r_i = x'_i - v_{c_i}        w_{m,k} ← Σ_{i: k_{i,m} = k} w_i r_{i,m} / Σ w_i
 * </pre>
 *
 * <p>A centroid that nothing is nearest to moves to the worst-quantized point, see {@link WorstPoints}. Sums are in double
 * and in the points' order. Owns its memory, which grows with the number of points; not thread-safe.
 */
public final class CodebookRefinement {

    private final Shape shape;
    private final FloatKernels kernels;
    private final NearestCentroid coarse;
    private final NearestCentroid subspace;
    private final double[] sums;
    private final double[] totals;
    private float[] rotated = {};
    private float[] residuals = {};
    private int[] nearest = {};
    private Panels panels;
    private WorstPoints worst;

    public CodebookRefinement(Shape shape) {
        this.shape = shape;
        this.kernels = FloatKernels.best();
        this.coarse = new NearestCentroid(shape.coarse(), shape.dims(), kernels);
        this.subspace = new NearestCentroid(shape.centroids(), shape.subDims(), kernels);
        this.sums = new double[Math.max(shape.coarse() * shape.dims(), shape.centroids() * shape.subDims())];
        this.totals = new double[Math.max(shape.coarse(), shape.centroids())];
    }

    /**
     * @param x (n, d) unit item embeddings
     * @param weights (n) above 0
     * @param rotation R
     * @param codebooks changed in place
     */
    public void run(float[] x, float[] weights, int n, Rotation rotation, Codebooks codebooks, int iterations) {
        if (n == 0) {
            return;
        }
        makeRoom(n);
        if (rotation.isIdentity()) {
            System.arraycopy(x, 0, rotated, 0, n * shape.dims());
        } else {
            rotation.apply(x, n, rotated);
        }
        for (int i = 0; i < iterations; i++) {
            iterate(weights, n, codebooks);
        }
    }

    private void makeRoom(int n) {
        if (n > nearest.length) {
            int room = n + n / 2;
            rotated = new float[Math.multiplyExact(room, shape.dims())];
            residuals = new float[rotated.length];
            nearest = new int[room];
            panels = new Panels(room, shape.dims());
            worst = new WorstPoints(room);
        }
    }

    private void iterate(float[] weights, int n, Codebooks codebooks) {
        int d = shape.dims();
        int sub = shape.subDims();
        panels.load(rotated, 0, d, n);
        assignCoarse(n, codebooks);
        move(rotated, 0, d, weights, n, codebooks.coarse(), 0, shape.coarse());
        assignCoarse(n, codebooks);
        subtract(n, codebooks.coarse());
        panels.load(residuals, 0, d, n);
        for (int m = 0; m < shape.subspaces(); m++) {
            int at = m * shape.centroids() * sub;
            subspace.load(codebooks.subspaces(), at);
            subspace.find(panels, m * sub, n, nearest);
            move(residuals, m * sub, sub, weights, n, codebooks.subspaces(), at, shape.centroids());
        }
    }

    private void assignCoarse(int n, Codebooks codebooks) {
        coarse.load(codebooks.coarse(), 0);
        coarse.find(panels, 0, n, nearest);
    }

    private void subtract(int n, float[] centroids) {
        int d = shape.dims();
        for (int i = 0; i < n; i++) {
            int v = nearest[i] * d;
            for (int j = i * d; j < (i + 1) * d; j++) {
                residuals[j] = rotated[j] - centroids[v++];
            }
        }
    }

    /** The k centroids of {@code dims} floats from {@code at} on become the means of their points. */
    private void move(float[] x, int first, int dims, float[] weights, int n, float[] centroids, int at, int k) {
        Arrays.fill(sums, 0, k * dims, 0);
        Arrays.fill(totals, 0, k, 0);
        for (int i = 0; i < n; i++) {
            int to = nearest[i] * dims;
            int from = i * shape.dims() + first;
            double weight = weights[i];
            totals[nearest[i]] += weight;
            for (int j = 0; j < dims; j++) {
                sums[to + j] += weight * x[from + j];
            }
        }
        boolean empty = false;
        for (int c = 0; c < k; c++) {
            empty |= totals[c] == 0;
            for (int j = c * dims; totals[c] > 0 && j < (c + 1) * dims; j++) {
                centroids[at + j] = (float) (sums[j] / totals[c]);
            }
        }
        if (empty) {
            worst.load(x, shape.dims(), first, dims, n, centroids, at, nearest);
            reseed(dims, centroids, at, k);
        }
    }

    private void reseed(int dims, float[] centroids, int at, int k) {
        boolean any = true;
        for (int c = 0; c < k && any; c++) {
            if (totals[c] == 0) {
                any = worst.place(centroids, at + c * dims);
            }
        }
    }
}
