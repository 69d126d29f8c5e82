package io.poeem.train.kernel;

import java.util.SplittableRandom;

/** Random test data from a seed. */
public final class Samples {

    private Samples() {}

    /** n floats in [-1, 1). */
    public static float[] floats(long seed, int n) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        return values;
    }
}
