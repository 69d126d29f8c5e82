package io.poeem.train.step;

/**
 * What does not change from one joint step to the next.
 *
 * @param dims d, the length of an embedding
 * @param maxBatch the largest batch that will be asked for; the working memory is sized by it, once
 * @param scale the factor on the cosine in the logits
 * @param distortionWeight λ, the weight of the distortion in the loss
 * @param maskSameUser whether in-batch candidates that come from the row's own user are left out (the row's own item
 *     always is)
 * @param ownCoarse whether a coarse centroid follows x' alone instead of the whole reconstruction error
 * @param rotationGradient whether ∂L/∂R is computed
 * @param maxNegatives the most candidates from outside of a batch that will be asked for
 */
public record StepOptions(
        int dims,
        int maxBatch,
        float scale,
        float distortionWeight,
        boolean maskSameUser,
        boolean ownCoarse,
        boolean rotationGradient,
        int maxNegatives) {

    public StepOptions {
        require(dims > 0, "dims", dims, "at least 1");
        require(maxBatch > 0, "maxBatch", maxBatch, "at least 1");
        require(maxNegatives >= 0, "maxNegatives", maxNegatives, "at least 0");
        require(scale > 0 && scale < 1e4f, "scale", scale, "above 0 and below 10000");
        require(distortionWeight >= 0 && distortionWeight < 1e6f, "distortionWeight", distortionWeight, "0 .. 1e6");
    }

    /** Without candidates from outside of a batch. */
    public StepOptions(
            int dims,
            int maxBatch,
            float scale,
            float distortionWeight,
            boolean maskSameUser,
            boolean ownCoarse,
            boolean rotationGradient) {
        this(dims, maxBatch, scale, distortionWeight, maskSameUser, ownCoarse, rotationGradient, 0);
    }

    /** B + N at most. */
    int maxCandidates() {
        return maxBatch + maxNegatives;
    }

    /**
     * A plain step, for measurements and tests: scale 10, λ 1, same user masked, coarse centroids follow the residual sum, no
     * rotation. The job's defaults are those of its options (docs/options.md).
     */
    public static StepOptions defaults(int dims, int maxBatch) {
        return new StepOptions(dims, maxBatch, 10, 1, true, false, false);
    }

    private static void require(boolean holds, String name, Number value, String range) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + value + ", but must be " + range);
        }
    }
}
