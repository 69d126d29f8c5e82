package io.poeem.state.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** With vectors of either width and without, the same bits. */
class ScanKernelsTest {
    private final ScanKernels scalar = new ScalarScanKernels();
    private final ScanKernels[] vectors = {new NarrowScanKernels(), new WideScanKernels()};

    @Property(tries = 300)
    void sumsAreEqualAndRight(
            @ForAll @IntRange(min = 1, max = 70) int subspaces,
            @ForAll boolean packed,
            @ForAll @IntRange(min = 1, max = 7) int blocks,
            @ForAll @IntRange(max = 3) int first,
            @ForAll long seed) {
        CodeBlocks layout = new CodeBlocks(subspaces, packed ? 16 : 256);
        SplittableRandom random = new SplittableRandom(seed);
        byte[] codes = new byte[(first + blocks) * layout.blockBytes()];
        byte[] table = new byte[subspaces * ByteTables.stride(packed)];
        random.nextBytes(codes);
        random.nextBytes(table);
        int n = blocks * CodeBlocks.ITEMS;
        short[] expected = new short[n];
        for (int i = 0; i < n; i++) {
            for (int m = 0; m < subspaces; m++) {
                int code = layout.code(codes, first * CodeBlocks.ITEMS + i, m);
                expected[i] += (short) (table[m * ByteTables.stride(packed) + code] & 0xff);
            }
        }
        short[] found = new short[n + ScanKernels.SLACK];
        scalar.sums(layout, codes, first, blocks, table, found);
        assertThat(Arrays.copyOf(found, n)).isEqualTo(expected);
        for (ScanKernels vector : vectors) {
            Arrays.fill(found, (short) -1);
            vector.sums(layout, codes, first, blocks, table, found);
            assertThat(Arrays.copyOf(found, n)).isEqualTo(expected);
        }
    }

    @Property(tries = 300)
    void rangesAndLevelsAreEqual(@ForAll @IntRange(min = 1, max = 256) int k, @ForAll long seed) {
        float[] table = gaussian(3 + k, seed);
        float[] expected = new float[3];
        scalar.range(table, 3, k, expected, 1);
        float[] sorted = Arrays.copyOfRange(table, 3, 3 + k);
        Arrays.sort(sorted);
        assertThat(expected).containsExactly(0, sorted[0], sorted[k - 1]);
        float inverse = 255 / Math.max(1e-6f, expected[2] - expected[1]);
        byte[] levels = new byte[k + 2];
        scalar.quantize(table, 3, k, expected[1], inverse, levels, 2);
        for (ScanKernels vector : vectors) {
            float[] range = new float[3];
            vector.range(table, 3, k, range, 1);
            assertThat(range).isEqualTo(expected);
            byte[] found = new byte[k + 2];
            vector.quantize(table, 3, k, expected[1], inverse, found, 2);
            assertThat(found).isEqualTo(levels);
        }
        for (int i = 0; i < k; i++) {
            assertThat((levels[2 + i] & 0xff) / inverse + expected[1])
                    .isBetween(table[3 + i] - 0.51f / inverse, table[3 + i] + 0.51f / inverse);
        }
    }

    @Property(tries = 300)
    void theSameItemsPass(
            @ForAll @IntRange(min = 1, max = 200) int n, @ForAll @IntRange(max = 64) int at, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int padded = CodeBlocks.padded(n);
        short[] sums = new short[padded + ScanKernels.SLACK];
        for (int i = 0; i < padded; i++) {
            sums[i] = (short) random.nextInt(ByteTables.MOST);
        }
        float[] factors = gaussian(at + padded, seed);
        float[] addends = gaussian(at + padded, ~seed);
        for (float least : new float[] {Float.NEGATIVE_INFINITY, 0, 5, 1e9f}) {
            int[] expected = new int[padded];
            int count = scalar.atLeast(sums, n, 1e-3f, -7, factors, addends, at, least, expected);
            assertThat(count).isEqualTo(least > 1e8 ? 0 : least < -1e8 ? n : count);
            for (ScanKernels vector : vectors) {
                int[] found = new int[padded];
                assertThat(vector.atLeast(sums, n, 1e-3f, -7, factors, addends, at, least, found))
                        .isEqualTo(count);
                assertThat(Arrays.copyOf(found, count)).isEqualTo(Arrays.copyOf(expected, count));
            }
        }
    }

    private static float[] gaussian(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
