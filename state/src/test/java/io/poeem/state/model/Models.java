package io.poeem.state.model;

import java.util.List;
import java.util.Random;

/** Small models for tests: every part of them away from its default. */
public final class Models {
    public static final Shape SHAPE = new Shape(4, 3, 2, 4);

    private Models() {}

    /** Towers of one and of no layer, and, if wanted, a true rotation. */
    public static Model small(long seed, boolean rotated) {
        Random random = new Random(seed);
        Tower query = new Tower(
                4,
                List.of(
                        new DenseLayer(4, 3, floats(random, 12), floats(random, 3), Activation.RELU),
                        new DenseLayer(3, 4, floats(random, 12), floats(random, 4), Activation.IDENTITY)));
        return new Model(
                SHAPE,
                query,
                Tower.identity(4),
                rotated ? rotation() : Rotation.identity(4),
                new Codebooks(SHAPE, floats(random, 12), floats(random, 16)),
                10f,
                0.75f,
                random.nextDouble() * 10,
                5);
    }

    /** As {@link #small}, with fields side by side in towers of one layer. */
    public static Model apart(long seed) {
        Model summed = small(seed, true);
        Random random = new Random(seed);
        return new Model(
                SHAPE,
                new Tower(
                        12, 4, List.of(new DenseLayer(12, 4, floats(random, 48), floats(random, 4), Activation.RELU))),
                new Tower(
                        8,
                        4,
                        List.of(new DenseLayer(8, 4, floats(random, 32), floats(random, 4), Activation.IDENTITY))),
                summed.rotation(),
                summed.codebooks(),
                summed.scale(),
                summed.popularityWeight(),
                summed.logTotal(),
                summed.historyLength(),
                InputFields.concat(List.of("hist", "größe")),
                InputFields.concat(List.of("id")));
    }

    /** A permutation with a turn in its first two dimensions: orthogonal and not symmetric. */
    public static Rotation rotation() {
        return Rotation.of(new float[] {0.6f, 0.8f, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, -0.8f, 0.6f, 0, 0}, 4);
    }

    public static float[] floats(Random random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
