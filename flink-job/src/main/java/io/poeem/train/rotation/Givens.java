package io.poeem.train.rotation;

/**
 * Turns of R in coordinate planes (Jiang et al., "Givens Coordinate Descent Methods for Rotation Matrix Learning in
 * Trainable Embedding Indexes", ICLR 2022; design section 2). Turning columns i and j of R by θ changes the loss, at θ = 0, at
 * the rate A_ij, A = GᵀR - RᵀG and G = ∂L/∂R; so disjoint pairs can be turned at once, each by -lr·A_ij.
 */
final class Givens {

    private Givens() {}

    /** A = GᵀR - RᵀG, (d, d), skew-symmetric. */
    static double[] skew(double[] gradient, double[] r, int dims) {
        double[] product = Orthogonal.transposedProduct(gradient, r, dims);
        double[] skew = new double[product.length];
        for (int i = 0; i < dims; i++) {
            for (int j = 0; j < dims; j++) {
                skew[i * dims + j] = product[i * dims + j] - product[j * dims + i];
            }
        }
        return skew;
    }

    /**
     * R ← R·∏ Rot_ij(-lr·A_ij).
     *
     * @param pairs i_0, j_0, i_1, j_1 … no coordinate twice
     */
    static void turn(double[] r, double[] skew, int[] pairs, double learningRate, int dims) {
        for (int p = 0; p + 1 < pairs.length; p += 2) {
            turn(r, pairs[p], pairs[p + 1], -learningRate * skew[pairs[p] * dims + pairs[p + 1]], dims);
        }
    }

    private static void turn(double[] r, int i, int j, double angle, int dims) {
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        for (int row = 0; row < r.length; row += dims) {
            double ri = r[row + i];
            double rj = r[row + j];
            r[row + i] = cos * ri + sin * rj;
            r[row + j] = cos * rj - sin * ri;
        }
    }
}
