package io.poeem.train.kernel;

/**
 * The transpose of a matrix by rows, cut into panels of {@link FloatKernels#TILE_COLUMNS} columns, so that a tile of a product
 * with it reads memory straight on, and a lane of a vector is a row of the matrix: element (l, j) of the transpose lies at {@code (j / 32)·depth·32 + l·32 + j % 32}.
 * Columns beyond the matrix are 0.
 */
public final class Panels {

    private static final int WIDTH = FloatKernels.TILE_COLUMNS;

    private final int depth;
    private final float[] values;

    /**
     * @param columns the most columns of the transpose, i.e. rows of the matrix
     * @param depth columns of the matrix
     */
    public Panels(int columns, int depth) {
        this.depth = depth;
        this.values = new float[Math.multiplyExact(Padding.columns(columns), depth)];
    }

    /** Takes n rows of depth floats, stride apart, from {@code from} on. */
    public void load(float[] rows, int from, int stride, int n) {
        int columns = Padding.columns(n);
        for (int first = 0; first < columns; first += WIDTH) {
            int panel = first * depth;
            int filled = Math.min(WIDTH, n - first);
            for (int l = 0; l < depth; l++) {
                int line = panel + l * WIDTH;
                for (int j = 0; j < filled; j++) {
                    values[line + j] = rows[from + (first + j) * stride + l];
                }
                for (int j = filled; j < WIDTH; j++) {
                    values[line + j] = 0;
                }
            }
        }
    }

    /** c (m, n) = a (m, depth) times the transpose; see {@link FloatKernels#multiply} for the rest. */
    public void multiply(FloatKernels kernels, int m, int n, float[] a, int ao, int aRow, float[] c, int co, int cRow) {
        for (int first = 0; first < n; first += WIDTH) {
            kernels.multiply(m, WIDTH, depth, a, ao, aRow, 1, values, first * depth, WIDTH, c, co + first, cRow, false);
        }
    }

    /**
     * The nearest centroid of each of the first n points, by the elements {@code from} .. {@code from + dims - 1} alone.
     *
     * @see FloatKernels#nearest
     */
    public void nearest(
            FloatKernels kernels,
            int n,
            int from,
            int dims,
            float[] centroids,
            int co,
            int k,
            float[] halfNorms,
            int[] out) {
        kernels.nearest(n, dims, values, from * WIDTH, depth * WIDTH, centroids, co, k, halfNorms, out);
    }
}
