package io.poeem.state.scan;

import java.util.Arrays;

/** Plain Java: what other implementations must equal, and the fallback where the Vector API is missing. */
final class ScalarScanKernels implements ScanKernels {

    @Override
    public void range(float[] table, int from, int k, float[] out, int oo) {
        float low = table[from];
        float high = table[from];
        for (int i = from + 1; i < from + k; i++) {
            low = Math.min(low, table[i]);
            high = Math.max(high, table[i]);
        }
        out[oo] = low;
        out[oo + 1] = high;
    }

    @Override
    public void quantize(float[] table, int from, int k, float least, float inverseStep, byte[] out, int oo) {
        for (int i = 0; i < k; i++) {
            out[oo + i] = ByteTables.level(table[from + i], least, inverseStep);
        }
    }

    @Override
    public void sums(CodeBlocks layout, byte[] codes, int firstBlock, int blocks, byte[] table, short[] sums) {
        Arrays.fill(sums, 0, blocks * CodeBlocks.ITEMS, (short) 0);
        for (int b = 0; b < blocks; b++) {
            int at = (firstBlock + b) * layout.blockBytes();
            if (layout.packed()) {
                addPacked(layout.subspaces(), codes, at, table, sums, b * CodeBlocks.ITEMS);
            } else {
                addBytes(layout.subspaces(), codes, at, table, sums, b * CodeBlocks.ITEMS);
            }
        }
    }

    private static void addBytes(int subspaces, byte[] codes, int at, byte[] table, short[] sums, int to) {
        int half = CodeBlocks.ITEMS / 2;
        for (int m = 0, code = at; m < subspaces; m++, code += CodeBlocks.ITEMS) {
            int row = m * ByteTables.WIDE;
            for (int j = 0; j < CodeBlocks.ITEMS; j++) {
                sums[to + j / 2 + j % 2 * half] += (short) (table[row + (codes[code + j] & 0xff)] & 0xff);
            }
        }
    }

    private static void addPacked(int subspaces, byte[] codes, int at, byte[] table, short[] sums, int to) {
        int half = CodeBlocks.ITEMS / 2;
        for (int m = 0, code = at; m < subspaces; m++, code += half) {
            int row = m * ByteTables.NARROW;
            for (int j = 0; j < half; j++) {
                int both = codes[code + j] & 0xff;
                int item = to + j / 2 + j % 2 * 8;
                sums[item] += (short) (table[row + (both & 0x0f)] & 0xff);
                sums[item + half] += (short) (table[row + (both >>> 4)] & 0xff);
            }
        }
    }

    @Override
    public int atLeast(
            short[] sums,
            int n,
            float step,
            float base,
            float[] factors,
            float[] addends,
            int at,
            float least,
            int[] hits) {
        int found = 0;
        for (int i = 0; i < n; i++) {
            if (Math.fma(Math.fma(step, sums[i], base), factors[at + i], addends[at + i]) >= least) {
                hits[found++] = i;
            }
        }
        return found;
    }
}
