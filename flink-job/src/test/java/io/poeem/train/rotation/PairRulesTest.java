package io.poeem.train.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PairRulesTest {

    private static double[] skew(long seed, int dims) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] skew = new double[dims * dims];
        for (int i = 0; i < dims; i++) {
            for (int j = i + 1; j < dims; j++) {
                skew[i * dims + j] = random.nextDouble(-1, 1);
                skew[j * dims + i] = -skew[i * dims + j];
            }
        }
        return skew;
    }

    private static double sum(double[] skew, int dims, int[] pairs) {
        double sum = 0;
        for (int p = 0; p < pairs.length; p += 2) {
            sum += Math.abs(skew[pairs[p] * dims + pairs[p + 1]]);
        }
        return sum;
    }

    /** The largest Σ|A_ij| of all ways to pair the coordinates that {@code free} has a bit for. */
    private static double largest(double[] skew, int dims, int free) {
        if (Integer.bitCount(free) < 2) {
            return 0;
        }
        int i = Integer.numberOfTrailingZeros(free);
        int others = free & ~(1 << i);
        double largest = Integer.bitCount(free) % 2 == 1 ? largest(skew, dims, others) : 0;
        for (int j = i + 1; j < dims; j++) {
            if ((others & 1 << j) != 0) {
                double sum = Math.abs(skew[i * dims + j]) + largest(skew, dims, others & ~(1 << j));
                largest = Math.max(largest, sum);
            }
        }
        return largest;
    }

    @Property(tries = 100)
    void steepestFindsTheLargestSumOfAll(@ForAll long seed, @ForAll @IntRange(min = 2, max = 9) int dims) {
        double[] skew = skew(seed, dims);
        int[] pairs = new SteepestPairs().pairs(skew, dims, 0);
        assertThat(sum(skew, dims, pairs)).isCloseTo(largest(skew, dims, (1 << dims) - 1), within(1e-5));
    }

    @Property(tries = 30)
    void everyRulePairsEveryCoordinateOnceButTheOddOne(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 70) int dims) {
        for (PairRule rule : new PairRule[] {new RandomPairs(seed), new GreedyPairs(), new SteepestPairs()}) {
            int[] pairs = rule.pairs(skew(seed, dims), dims, seed & 0xff);
            assertThat(pairs).hasSize(dims / 2 * 2).doesNotHaveDuplicates();
            assertThat(IntStream.of(pairs)).allMatch(i -> i >= 0 && i < dims);
            for (int p = 0; p < pairs.length; p += 2) {
                assertThat(pairs[p]).isLessThan(pairs[p + 1]);
            }
        }
    }

    @Test
    void howLargeTheGradientIsChangesNoPairs() {
        double[] skew = skew(3, 64);
        for (double scale : new double[] {0x1p-60, 0x1p60}) {
            double[] scaled = Arrays.stream(skew).map(a -> a * scale).toArray();
            assertThat(new SteepestPairs().pairs(scaled, 64, 0)).isEqualTo(new SteepestPairs().pairs(skew, 64, 0));
            assertThat(new GreedyPairs().pairs(scaled, 64, 0)).isEqualTo(new GreedyPairs().pairs(skew, 64, 0));
        }
    }

    @Test
    void noGradientIsPairedToo() {
        assertThat(new SteepestPairs().pairs(new double[64], 8, 0)).hasSize(8);
        assertThat(new GreedyPairs().pairs(new double[64], 8, 0)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void steepestBeatsGreedyWhichBeatsRandom() {
        double[] skew = skew(1, 64);
        double steepest = sum(skew, 64, new SteepestPairs().pairs(skew, 64, 0));
        double greedy = sum(skew, 64, new GreedyPairs().pairs(skew, 64, 0));
        double random = sum(skew, 64, new RandomPairs(1).pairs(skew, 64, 0));
        assertThat(steepest).isGreaterThan(greedy);
        assertThat(greedy).isGreaterThan(random);
    }

    @Test
    void randomPairsAreAFunctionOfSeedAndStep() {
        int[] first = new RandomPairs(1).pairs(null, 64, 5);
        assertThat(new RandomPairs(1).pairs(null, 64, 5)).isEqualTo(first);
        assertThat(new RandomPairs(1).pairs(null, 64, 6)).isNotEqualTo(first);
        assertThat(new RandomPairs(2).pairs(null, 64, 5)).isNotEqualTo(first);
    }

    @Test
    void overManyStepsEveryRandomPairComesUp() {
        int dims = 8;
        int[] seen = new int[dims * dims];
        int steps = 7000;
        for (int step = 0; step < steps; step++) {
            int[] pairs = new RandomPairs(1).pairs(null, dims, step);
            for (int p = 0; p < pairs.length; p += 2) {
                seen[pairs[p] * dims + pairs[p + 1]]++;
            }
        }
        for (int i = 0; i < dims; i++) {
            for (int j = i + 1; j < dims; j++) {
                assertThat(seen[i * dims + j]).isBetween(850, 1150); // 1 of 7 steps, ± 5 standard deviations
            }
        }
    }
}
