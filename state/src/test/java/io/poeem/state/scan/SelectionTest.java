package io.poeem.state.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SelectionTest {

    @Property(tries = 300)
    void theKthLargestIsWhereSortingPutsIt(
            @ForAll @IntRange(min = 1, max = 500) int n,
            @ForAll @IntRange(min = 1, max = 500) int k,
            @ForAll boolean manyEqual,
            @ForAll long seed) {
        float[] values = values(n, manyEqual, seed);
        int wanted = Math.min(n, k);
        int[] keys = new int[n];
        for (int i = 0; i < n; i++) {
            keys[i] = Selection.key(values[i]);
        }
        Arrays.sort(values);
        assertThat(Selection.value(Selection.largest(keys, n, wanted))).isEqualTo(values[n - wanted]);
    }

    @Property(tries = 300)
    void theNearestListsAreChosenBestFirst(
            @ForAll @IntRange(min = 1, max = 500) int n,
            @ForAll @IntRange(min = 1, max = 600) int nprobe,
            @ForAll boolean manyEqual,
            @ForAll long seed) {
        float[] nearness = values(n, manyEqual, seed);
        int[] expected = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer list) -> -(nearness[list] + 0f)))
                .limit(nprobe)
                .mapToInt(list -> list)
                .toArray();
        int[] chosen = new int[n];
        int count = new NearestLists().choose(nearness, nprobe, chosen);
        assertThat(Arrays.copyOf(chosen, count)).isEqualTo(expected);
    }

    @Test
    void keysAreInTheOrderOfTheirFloats() {
        float[] ascending = {
            Float.NEGATIVE_INFINITY, -1e30f, -1, -1e-40f, -0f, 0, 1e-40f, 1, 1e30f, Float.POSITIVE_INFINITY
        };
        for (int i = 0; i < ascending.length; i++) {
            assertThat(Selection.value(Selection.key(ascending[i]))).isEqualTo(ascending[i]);
            assertThat(i == 0 || Selection.key(ascending[i]) > Selection.key(ascending[i - 1]))
                    .isTrue();
        }
    }

    private static float[] values(int n, boolean manyEqual, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = manyEqual ? random.nextInt(4) - 2 : (float) random.nextGaussian();
        }
        return values;
    }
}
