package io.poeem.state.kernel;

/**
 * Sums of looked-up products. Loads from the table bound it, not arithmetic, so it is plain Java; four codes at a time keep the loads
 * of independent sums in flight.
 */
final class AdcScan {
    private AdcScan() {}

    static void scan(
            float[] table, int subspaces, int centroids, byte[] codes, int codesOffset, int n, float[] out, int oo) {
        int i = 0;
        for (; i + 4 <= n; i += 4) {
            int c0 = codesOffset + i * subspaces;
            int c1 = c0 + subspaces;
            int c2 = c1 + subspaces;
            int c3 = c2 + subspaces;
            float s0 = 0;
            float s1 = 0;
            float s2 = 0;
            float s3 = 0;
            for (int m = 0, row = 0; m < subspaces; m++, row += centroids) {
                s0 += table[row + (codes[c0 + m] & 0xff)];
                s1 += table[row + (codes[c1 + m] & 0xff)];
                s2 += table[row + (codes[c2 + m] & 0xff)];
                s3 += table[row + (codes[c3 + m] & 0xff)];
            }
            out[oo + i] = s0;
            out[oo + i + 1] = s1;
            out[oo + i + 2] = s2;
            out[oo + i + 3] = s3;
        }
        for (; i < n; i++) {
            int code = codesOffset + i * subspaces;
            float sum = 0;
            for (int m = 0, row = 0; m < subspaces; m++, row += centroids) {
                sum += table[row + (codes[code + m] & 0xff)];
            }
            out[oo + i] = sum;
        }
    }
}
