package io.poeem.train.codebook;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Shape;
import java.util.Arrays;

/**
 * Gradients of λ Σ_i w_i ||T(x_i) - stopgrad(x_i)||² w.r.t. the index, and how much weight fell on each centroid.
 *
 * <p>With T(x) = yRᵀ, y = v_c + [w_1; …], x' = xR and R orthogonal, the norm is ||y - x'||² and its gradient
 * g = 2λw(y - x') w.r.t. y. A subspace's centroid gets its part of g; v_c gets g itself ({@code residual-sum}), or
 * 2λw(v_c - x') where it is to follow x' alone ({@code own}).
 */
public final class DistortionGradients {

    private final Shape shape;
    private final boolean ownCoarse;
    private final float[] coarse;
    private final float[] subspaces;
    private final float[] rotation;
    private final float[] coarseWeights;
    private final float[] centroidWeights;

    public DistortionGradients(Shape shape, boolean ownCoarse) {
        this.shape = shape;
        this.ownCoarse = ownCoarse;
        this.coarse = new float[shape.coarse() * shape.dims()];
        this.subspaces = new float[shape.subspaces() * shape.centroids() * shape.subDims()];
        this.rotation = new float[shape.dims() * shape.dims()];
        this.coarseWeights = new float[shape.coarse()];
        this.centroidWeights = new float[shape.subspaces() * shape.centroids()];
    }

    /** (J, d). */
    public float[] coarse() {
        return coarse;
    }

    /** (D, K, d/D). */
    public float[] subspaces() {
        return subspaces;
    }

    /** (d, d) ∂/∂R = 2λ Σ_i w_i (T(x_i) - x_i)ᵀ y_i; zeros unless asked for. */
    public float[] rotation() {
        return rotation;
    }

    /** (J) λ Σ w of the examples on each coarse centroid. */
    public float[] coarseWeights() {
        return coarseWeights;
    }

    /** (D, K) λ Σ w of the examples on each subspace centroid. */
    public float[] centroidWeights() {
        return centroidWeights;
    }

    public Shape shape() {
        return shape;
    }

    /** Forgets all, for the next batch. */
    public void clear() {
        Arrays.fill(coarse, 0);
        Arrays.fill(subspaces, 0);
        Arrays.fill(rotation, 0);
        Arrays.fill(coarseWeights, 0);
        Arrays.fill(centroidWeights, 0);
    }

    /**
     * Adds one example.
     *
     * @param weight λw
     * @param x rotated x', from {@code at}
     * @param y its decoding before the rotation back, from {@code at}
     * @param k codes, from {@code ko}
     */
    public void add(float weight, Codebooks codebooks, float[] x, float[] y, int at, int c, byte[] k, int ko) {
        float twice = 2 * weight;
        float[] target = ownCoarse ? codebooks.coarse() : y;
        int to = c * shape.dims();
        int from = ownCoarse ? to : at;
        for (int j = 0; j < shape.dims(); j++) {
            coarse[to + j] = Math.fma(twice, target[from + j] - x[at + j], coarse[to + j]);
        }
        coarseWeights[c] += weight;
        for (int m = 0; m < shape.subspaces(); m++) {
            int centroid = m * shape.centroids() + (k[ko + m] & 0xff);
            int s = centroid * shape.subDims();
            int part = m * shape.subDims();
            for (int j = 0; j < shape.subDims(); j++) {
                float error = y[at + part + j] - x[at + part + j];
                subspaces[s + j] = Math.fma(twice, error, subspaces[s + j]);
            }
            centroidWeights[centroid] += weight;
        }
    }
}
