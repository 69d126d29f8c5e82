package io.poeem.state.model;

/**
 * The sizes of the indexing layer.
 *
 * @param dims d, of embeddings, at most 4,096
 * @param coarse J, coarse centroids, at most 65,536
 * @param subspaces D, must divide d
 * @param centroids K, per subspace, at most 256, so that a code is a byte
 */
public record Shape(int dims, int coarse, int subspaces, int centroids) {
    public static final int MAX_DIMS = 4096;
    public static final int MAX_COARSE = 65_536;
    public static final int MAX_CENTROIDS = 256;

    public Shape {
        requireWithin("dims", dims, MAX_DIMS);
        requireWithin("coarse", coarse, MAX_COARSE);
        requireWithin("subspaces", subspaces, dims);
        requireWithin("centroids", centroids, MAX_CENTROIDS);
        if (dims % subspaces != 0) {
            throw new IllegalArgumentException("dims " + dims + " is not a multiple of subspaces " + subspaces);
        }
    }

    /** d / D. */
    public int subDims() {
        return dims / subspaces;
    }

    private static void requireWithin(String name, int value, int limit) {
        if (value < 1 || value > limit) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be from 1 to " + limit);
        }
    }
}
