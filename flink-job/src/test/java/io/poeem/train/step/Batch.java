package io.poeem.train.step;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.train.kernel.Samples;
import java.util.SplittableRandom;

/**
 * One random batch with everything on: repeated items and users, weights, bias, log p̂; and further candidates behind its
 * own.
 */
record Batch(
        int size,
        int negatives,
        float[] q,
        float[] x,
        int[] items,
        int[] users,
        float[] weights,
        float[] bias,
        float[] logP) {

    static Batch random(long seed, int size, int dims) {
        return random(seed, size, 0, dims);
    }

    static Batch random(long seed, int size, int negatives, int dims) {
        int candidates = size + negatives;
        SplittableRandom random = new SplittableRandom(seed);
        int[] items = new int[candidates];
        int[] users = new int[size];
        float[] weights = new float[size];
        float[] logP = new float[candidates];
        for (int i = 0; i < size; i++) {
            items[i] = random.nextInt(size);
            users[i] = random.nextInt(size) - size / 2;
            weights[i] = (float) random.nextDouble(0, 3);
            logP[i] = (float) random.nextDouble(-6, -1);
        }
        for (int j = size; j < candidates; j++) {
            items[j] = random.nextInt(2 * size);
            logP[j] = (float) random.nextDouble(-6, -1);
        }
        return new Batch(
                size,
                negatives,
                Samples.floats(seed + 1, size * dims),
                Samples.floats(seed + 2, candidates * dims),
                items,
                users,
                weights,
                Samples.floats(seed + 3, candidates),
                logP);
    }

    /** The same without weights, bias, log p̂ and users. */
    Batch plain() {
        return new Batch(size, negatives, q, x, items, null, null, null, null);
    }

    double run(JointStep step, Codebooks codebooks, Rotation rotation) {
        return step.run(size, negatives, q, x, items, users, weights, bias, logP, codebooks, rotation);
    }

    int candidates() {
        return size + negatives;
    }

    float weight(int i) {
        return weights == null ? 1 : weights[i];
    }

    static Codebooks codebooks(long seed, Shape shape) {
        float[] coarse = Samples.floats(seed, shape.coarse() * shape.dims());
        float[] subspaces = Samples.floats(seed + 1, shape.centroids() * shape.dims());
        for (int i = 0; i < coarse.length; i++) {
            coarse[i] *= 0.3f;
        }
        for (int i = 0; i < subspaces.length; i++) {
            subspaces[i] *= 0.1f;
        }
        return new Codebooks(shape, coarse, subspaces);
    }

    /** A product of Givens rotations. */
    static Rotation rotation(long seed, int dims) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] r = new double[dims * dims];
        for (int i = 0; i < dims; i++) {
            r[i * dims + i] = 1;
        }
        for (int turn = 0; turn < 4 * dims; turn++) {
            int a = random.nextInt(dims);
            int b = (a + 1 + random.nextInt(dims - 1)) % dims;
            double angle = random.nextDouble(6);
            for (int i = 0; i < dims; i++) {
                double left = r[i * dims + a];
                double right = r[i * dims + b];
                r[i * dims + a] = Math.cos(angle) * left + Math.sin(angle) * right;
                r[i * dims + b] = Math.cos(angle) * right - Math.sin(angle) * left;
            }
        }
        float[] matrix = new float[r.length];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = (float) r[i];
        }
        return Rotation.of(matrix, dims);
    }
}
