package io.poeem.train.rotation;

import java.util.Locale;

/**
 * Where the rotation comes from and how it follows the items.
 *
 * @param init what the warm start does about it
 * @param iterations alternations of {@link Init#OPQ}
 * @param learn how it learns in the joint phase
 * @param learningRate lr: a pair turns by -lr·A_ij, with A of the mean gradient per click since the last step; in
 *     radians per unit of distortion. With λ = 1 and unit embeddings that vary as much in every dimension, d/4 would be
 *     Newton's step
 * @param every batches from one step to the next; the step's gradient is that of all of them
 */
public record RotationRule(Init init, int iterations, Learn learn, double learningRate, int every) {

    /** Dimensions up to which {@link Learn#GIVENS_STEEPEST} finds its pairs in some 30 ms. */
    private static final int STEEPEST_DIMS = 256;

    /** The rotation that the joint phase begins with. */
    public enum Init {
        /** R = I. */
        NONE,
        /** Optimal space decomposition: alternations of k-means and the Procrustes rotation. */
        OPQ
    }

    /** The rules of design section 2, by how they pair the coordinates. */
    public enum Learn {
        /** R stays as the warm start left it. */
        NONE,
        /** Any pairs. */
        GIVENS_RANDOM,
        /** The largest |A_ij| first. */
        GIVENS_GREEDY,
        /** The largest Σ|A_ij|. */
        GIVENS_STEEPEST
    }

    public RotationRule {
        if (iterations < 1 || iterations > 100) {
            throw new IllegalArgumentException(
                    "rotation.init-iterations = " + iterations + ": must be 1 to 100; take 5");
        }
        if (!(learningRate > 0 && learningRate <= 1000)) {
            throw new IllegalArgumentException(
                    "rotation.learning-rate = " + learningRate + ": must be above 0, to 1000; take 10");
        }
        if (every < 1 || every > 1_000_000) {
            throw new IllegalArgumentException("rotation.every = " + every + ": must be 1 to 1000000; take 10");
        }
    }

    /** R = I for ever. */
    public static RotationRule defaults() {
        return new RotationRule(Init.NONE, 5, Learn.NONE, 10, 10);
    }

    /** Whether R changes in the joint phase. */
    public boolean learns() {
        return learn != Learn.NONE;
    }

    /**
     * Whether a model can be learned by this.
     *
     * @param dims d
     * @param distortionWeight λ
     * @throws IllegalArgumentException if not
     */
    public void check(int dims, float distortionWeight) {
        if (learns() && distortionWeight == 0) {
            throw new IllegalArgumentException(
                    "rotation.learn = " + name() + ": distortion.weight is 0, and the distortion is all"
                            + " that the rotation learns from; raise it, or take rotation.learn = none");
        }
        if (learn == Learn.GIVENS_STEEPEST && dims > STEEPEST_DIMS) {
            throw new IllegalArgumentException("rotation.learn = " + name() + ": model.dims is " + dims
                    + " and may be at most " + STEEPEST_DIMS + " with it, or a step takes seconds; take givens-greedy");
        }
    }

    private String name() {
        return learn.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    PairRule pairRule(long seed) {
        return switch (learn) {
            case NONE -> throw new IllegalStateException("rotation.learn = none has no pairs");
            case GIVENS_RANDOM -> new RandomPairs(seed);
            case GIVENS_GREEDY -> new GreedyPairs();
            case GIVENS_STEEPEST -> new SteepestPairs();
        };
    }
}
