package io.poeem.state.model;

import io.poeem.state.kernel.Kernels;

/** R (d, d), orthogonal: x' = xR takes embeddings to the space of the codebooks, x = x'Rᵀ back. The identity costs a copy. */
public final class Rotation {
    private final int dims;
    private final float[] matrix;
    private final float[] transposed;

    private Rotation(int dims, float[] matrix, float[] transposed) {
        this.dims = dims;
        this.matrix = matrix;
        this.transposed = transposed;
    }

    public static Rotation identity(int dims) {
        return new Rotation(dims, null, null);
    }

    /**
     * @param matrix R, (d, d) row-major; copied. An exact identity becomes {@link #identity}.
     */
    public static Rotation of(float[] matrix, int dims) {
        Sizes.require("rotation", matrix.length, (long) dims * dims);
        float[] transposed = new float[matrix.length];
        boolean identity = true;
        for (int i = 0; i < dims; i++) {
            for (int j = 0; j < dims; j++) {
                float r = matrix[i * dims + j];
                transposed[j * dims + i] = r;
                identity &= r == (i == j ? 1 : 0);
            }
        }
        return identity ? identity(dims) : new Rotation(dims, matrix.clone(), transposed);
    }

    public int dims() {
        return dims;
    }

    public boolean isIdentity() {
        return matrix == null;
    }

    /** R, (d, d) row-major; a copy. */
    public float[] matrix() {
        if (matrix != null) {
            return matrix.clone();
        }
        float[] identity = new float[dims * dims];
        for (int i = 0; i < dims; i++) {
            identity[i * dims + i] = 1;
        }
        return identity;
    }

    /** out = xR for n rows; out is not x unless the rotation is the identity. */
    public void apply(float[] x, int n, float[] out) {
        multiply(x, n, matrix, out);
    }

    /** out = xRᵀ for n rows; out is not x unless the rotation is the identity. */
    public void applyTransposed(float[] x, int n, float[] out) {
        multiply(x, n, transposed, out);
    }

    private void multiply(float[] x, int n, float[] by, float[] out) {
        if (by == null) {
            System.arraycopy(x, 0, out, 0, n * dims);
        } else {
            Kernels.best().affine(x, 0, n, dims, by, 0, dims, null, 0, out, 0);
        }
    }
}
