package io.poeem.train.codebook;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import java.util.Arrays;

/**
 * Puts centroids that no example fell on for long where they are needed: on the worst-quantized x' of the batch at hand, or,
 * in a subspace, on its worst residual (design section 2, health). One batch revives at most as many centroids of a codebook
 * as it has points that lie on none.
 */
final class Revival {

    private final Shape shape;
    private final long after;
    private final long[] lastUsed;
    private long examples;
    private float[] rotated = {};
    private int[] own = {};
    private WorstPoints worst = new WorstPoints(0);

    /** @param after examples that a centroid may be without */
    Revival(Shape shape, long after) {
        this.shape = shape;
        this.after = after;
        this.lastUsed = new long[shape.coarse() + shape.subspaces() * shape.centroids()];
    }

    /** What is told of a centroid that got a new place: its number among all of its kind, coarse or subspaces. */
    interface Revived {
        void at(boolean coarse, int centroid);
    }

    /**
     * Notes what a batch fell on, and revives.
     *
     * @param x (n, d) unit item embeddings
     * @param c (n) coarse codes
     * @param k (n, D) codes, unsigned bytes
     */
    void batch(float[] x, int n, int[] c, byte[] k, Rotation rotation, Codebooks codebooks, Revived revived) {
        examples += n;
        for (int i = 0, at = 0; i < n; i++) {
            lastUsed[c[i]] = examples;
            for (int m = 0, book = shape.coarse(); m < shape.subspaces(); m++, book += shape.centroids()) {
                lastUsed[book + (k[at++] & 0xff)] = examples;
            }
        }
        if (isAnyDead(0, lastUsed.length)) {
            revive(x, n, c, k, rotation, codebooks, revived);
        }
    }

    private boolean isAnyDead(int from, int to) {
        boolean any = false;
        for (int i = from; i < to; i++) {
            any |= examples - lastUsed[i] >= after;
        }
        return any;
    }

    private void revive(float[] x, int n, int[] c, byte[] k, Rotation rotation, Codebooks codebooks, Revived revived) {
        int d = shape.dims();
        int sub = shape.subDims();
        makeRoom(n);
        rotation.apply(x, n, rotated);
        if (isAnyDead(0, shape.coarse())) {
            worst.load(rotated, d, 0, d, n, codebooks.coarse(), 0, c);
            float[] before = codebooks.coarse().clone();
            place(0, shape.coarse(), d, codebooks.coarse(), 0, true, revived);
            subtract(n, c, before);
        } else {
            subtract(n, c, codebooks.coarse());
        }
        for (int m = 0; m < shape.subspaces(); m++) {
            int book = shape.coarse() + m * shape.centroids();
            if (isAnyDead(book, book + shape.centroids())) {
                for (int i = 0; i < n; i++) {
                    own[i] = k[i * shape.subspaces() + m] & 0xff;
                }
                int at = m * shape.centroids() * sub;
                worst.load(rotated, d, m * sub, sub, n, codebooks.subspaces(), at, own);
                place(book, shape.centroids(), sub, codebooks.subspaces(), at, false, revived);
            }
        }
    }

    private void place(int book, int size, int dims, float[] centroids, int at, boolean coarse, Revived revived) {
        boolean any = true;
        for (int i = 0; i < size && any; i++) {
            if (examples - lastUsed[book + i] >= after) {
                any = worst.place(centroids, at + i * dims);
                if (any) {
                    lastUsed[book + i] = examples;
                    revived.at(coarse, at / dims + i);
                }
            }
        }
    }

    /** x' become residuals, of the centroids that the codes were found with. */
    private void subtract(int n, int[] c, float[] coarse) {
        int d = shape.dims();
        for (int i = 0; i < n; i++) {
            int v = c[i] * d;
            for (int j = i * d; j < (i + 1) * d; j++) {
                rotated[j] -= coarse[v++];
            }
        }
    }

    private void makeRoom(int n) {
        if (n > own.length) {
            rotated = new float[n * shape.dims()];
            own = new int[n];
            worst = new WorstPoints(n);
        }
    }

    /**
     * The clocks of all shards become one.
     *
     * @param own examples of this shard since they last did
     * @param all examples of all shards since then
     * @param used centroids that any shard used or revived since then
     */
    void merged(long own, long all, boolean[] used) {
        examples += all - own;
        for (int i = 0; i < lastUsed.length; i++) {
            lastUsed[i] = used[i] ? examples : lastUsed[i];
        }
    }

    /** Examples so far, then those at each centroid's last use: coarse, then by subspace. */
    long[] state() {
        long[] state = Arrays.copyOf(lastUsed, lastUsed.length + 1);
        state[lastUsed.length] = examples;
        return state;
    }

    /** Takes up what {@link #state} gave. */
    void restore(long[] state) {
        System.arraycopy(state, 0, lastUsed, 0, lastUsed.length);
        examples = state[lastUsed.length];
    }
}
