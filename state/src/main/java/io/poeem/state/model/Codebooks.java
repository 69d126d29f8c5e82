package io.poeem.state.model;

/**
 * Centroids of the indexing layer: v (J, d) and w (D, K, d/D), both in rotated space. Shares its arrays; the trainer's own instance
 * changes with every step, so what is published is a {@link #copy}.
 */
public final class Codebooks {
    private final Shape shape;
    private final float[] coarse;
    private final float[] subspaces;

    public Codebooks(Shape shape, float[] coarse, float[] subspaces) {
        Sizes.require("coarse centroids", coarse.length, (long) shape.coarse() * shape.dims());
        Sizes.require("subspace centroids", subspaces.length, (long) shape.centroids() * shape.dims());
        this.shape = shape;
        this.coarse = coarse;
        this.subspaces = subspaces;
    }

    /** All zero. */
    public static Codebooks zero(Shape shape) {
        return new Codebooks(
                shape, new float[shape.coarse() * shape.dims()], new float[shape.centroids() * shape.dims()]);
    }

    public Shape shape() {
        return shape;
    }

    /** v, (J, d). */
    public float[] coarse() {
        return coarse;
    }

    /** w, (D, K, d/D). */
    public float[] subspaces() {
        return subspaces;
    }

    public Codebooks copy() {
        return new Codebooks(shape, coarse.clone(), subspaces.clone());
    }
}
