package io.poeem.train.codebook;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;

/** The first codebooks, from a sample of embeddings. */
public final class WarmStart {

    private WarmStart() {}

    /**
     * k-means++ and Lloyd for the coarse centroids, then for each subspace of the residuals.
     *
     * @param sample (n, d) unit item embeddings, as they would be encoded
     * @param n rows of the sample, at least 1; fewer distinct points than centroids is fine
     * @param shape J, D, K, d
     * @param rotation R; null = identity
     * @param seed all randomness comes from it
     */
    public static Codebooks run(float[] sample, int n, Shape shape, Rotation rotation, long seed) {
        throw new UnsupportedOperationException("not yet");
    }
}
