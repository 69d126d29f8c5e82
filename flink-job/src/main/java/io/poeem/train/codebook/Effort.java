package io.poeem.train.codebook;

/**
 * How much a warm start may spend.
 *
 * @param coarseIterations of Lloyd's, at most, for the coarse centroids
 * @param subspaceIterations the same for each subspace
 * @param rowsPerCentroid rows of the sample that each k-means takes for each of its centroids, the first ones
 * @param seedsPerCentroid of these, rows that k-means++ draws from
 * @param threads that work on it; the result does not depend on them
 */
public record Effort(
        int coarseIterations, int subspaceIterations, int rowsPerCentroid, int seedsPerCentroid, int threads) {

    public Effort {
        if (coarseIterations < 1
                || subspaceIterations < 1
                || rowsPerCentroid < 1
                || seedsPerCentroid < 1
                || threads < 1) {
            throw new IllegalArgumentException("effort of a warm start: iterations " + coarseIterations + " and "
                    + subspaceIterations + ", rows " + rowsPerCentroid + ", seeds " + seedsPerCentroid + ", threads "
                    + threads + "; each must be at least 1");
        }
    }

    /** All rows, until k-means settles, on the caller's thread. */
    static Effort thorough(int iterations) {
        return new Effort(iterations, iterations, Integer.MAX_VALUE, Integer.MAX_VALUE, 1);
    }

    /** A good index soon: 10 and 25 iterations over 256 rows for each centroid, as vector search libraries commonly spend. */
    public static Effort brief(int threads) {
        return new Effort(10, 25, 256, 16, threads);
    }

    int rows(int n, int centroids) {
        return (int) Math.min(n, (long) rowsPerCentroid * centroids);
    }

    int seeds(int n, int centroids) {
        return (int) Math.min(n, (long) seedsPerCentroid * centroids);
    }
}
