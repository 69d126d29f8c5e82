package io.poeem.train.kernel;

/** Lengths rounded up to what the kernels ask for. */
public final class Padding {

    private Padding() {}

    /** The smallest multiple of {@link FloatKernels#TILE_ROWS} that holds n. */
    public static int rows(int n) {
        return up(n, FloatKernels.TILE_ROWS);
    }

    /** The smallest multiple of {@link FloatKernels#TILE_COLUMNS} that holds n. */
    public static int columns(int n) {
        return up(n, FloatKernels.TILE_COLUMNS);
    }

    /** The smallest multiple of {@link FloatKernels#LANES} that holds n. */
    public static int lanes(int n) {
        return up(n, FloatKernels.LANES);
    }

    private static int up(int n, int unit) {
        return Math.multiplyExact((n + unit - 1) / unit, unit);
    }
}
