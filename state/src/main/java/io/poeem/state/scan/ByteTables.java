package io.poeem.state.scan;

import java.util.Arrays;

/**
 * A query's float tables as bytes with one step for all: t_{m,k} ≈ least_m + step · byte_{m,k}, so that a sum of bytes bounds the sum of
 * floats from both sides. The bounds allow for every rounding, hence nothing that a scan leaves out by them could have been among the
 * best; see {@link #below} and {@link #above}. Belongs to one thread, reused from query to query.
 */
final class ByteTables {
    /** The largest sum, that of a signed 16-bit number. */
    static final int MOST = Short.MAX_VALUE;

    /** Bytes of a row where codes are packed. */
    static final int NARROW = 16;

    /** Bytes of a row where a code is a byte. */
    static final int WIDE = 256;

    /** Relative error of a sum of floats, in units of 2^-23 for each term: twice what rounding to nearest makes. */
    private static final float ROUNDING = 0x1p-23f;

    static final float MAGIC = 0x1p23f;
    static final int LAST_BITS = 0x7fff;

    private final ScanKernels kernels;
    private byte[] bytes = {};
    private float[] least = {};
    private final float[] range = new float[2];
    private float step;
    private float sumOfLeast;
    private float magnitude;
    private int subspaces;

    ByteTables(ScanKernels kernels) {
        this.kernels = kernels;
    }

    static int stride(boolean packed) {
        return packed ? NARROW : WIDE;
    }

    /**
     * Takes a query's tables.
     *
     * @param table (D, K)
     */
    void load(CodeBlocks layout, float[] table) {
        int centroids = layout.centroids();
        subspaces = layout.subspaces();
        int stride = stride(layout.packed());
        if (bytes.length != subspaces * stride) {
            bytes = new byte[subspaces * stride];
            least = new float[subspaces];
        }
        measure(table, centroids);
        float inverse = step > 0 ? 1 / step : 0;
        for (int m = 0; m < subspaces; m++) {
            kernels.quantize(table, m * centroids, centroids, least[m], inverse, bytes, m * stride);
            Arrays.fill(bytes, m * stride + centroids, (m + 1) * stride, (byte) 0);
        }
    }

    private void measure(float[] table, int centroids) {
        float widest = 0;
        float total = 0;
        sumOfLeast = 0;
        magnitude = 0;
        for (int m = 0; m < subspaces; m++) {
            kernels.range(table, m * centroids, centroids, range, 0);
            float low = range[0];
            float high = range[1];
            least[m] = low;
            sumOfLeast += low;
            widest = Math.max(widest, high - low);
            total += high - low;
            magnitude += Math.max(Math.abs(low), Math.abs(high));
        }
        step = Math.max(widest / 255, total / (MOST - subspaces));
    }

    /** Rounds by adding 2^23, which leaves the integer in the sum's last bits: JDK 17 has no instruction for float to int. */
    static byte level(float t, float least, float inverseStep) {
        float shifted = Math.fma(t - least, inverseStep, MAGIC);
        return (byte) Math.min(255, Float.floatToRawIntBits(shifted) & LAST_BITS);
    }

    byte[] bytes() {
        return bytes;
    }

    float step() {
        return step;
    }

    /** What step · sum is added to for the middle of the bounds. */
    float middle(float coarse) {
        return coarse + sumOfLeast;
    }

    /** What step · sum is added to for a number that no float sum exceeds. */
    float above(float coarse) {
        return middle(coarse) + error(coarse);
    }

    /** What step · sum is added to for a number that no float sum is below. */
    float below(float coarse) {
        return middle(coarse) - error(coarse);
    }

    /** Half a step for each subspace, and what floats lose by rounding. */
    float error(float coarse) {
        float rounding = 2 * (subspaces + 4) * ROUNDING * (Math.abs(coarse) + 2 * magnitude);
        return 0.501f * step * subspaces + rounding;
    }
}
