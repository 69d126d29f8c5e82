package io.poeem.state.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A scan finds what scoring every item by float tables finds: the same items, in the same order, with the same bits. */
class ListScanTest {

    private record Scored(int number, float score) {}

    /** Lists with gaps between them in shared arrays, and what a query of them should give. */
    private static final class Case {
        final CodeBlocks layout;
        final SplittableRandom random;
        final List<CodeList> lists = new ArrayList<>();
        final float[] table;
        final float[] products;
        final byte[] codes;
        final float[] factors;
        final float[] addends;
        final int[] numbers;

        Case(int subspaces, int centroids, int listCount, int most, boolean coarseScores, long seed) {
            layout = new CodeBlocks(subspaces, centroids);
            random = new SplittableRandom(seed);
            int blocks = listCount * (1 + CodeBlocks.blocks(most));
            codes = new byte[blocks * layout.blockBytes()];
            factors = new float[blocks * CodeBlocks.ITEMS];
            addends = new float[factors.length];
            numbers = new int[factors.length];
            table = new float[subspaces * centroids];
            for (int i = 0; i < table.length; i++) {
                table[i] = coarseScores ? random.nextInt(3) : (float) random.nextGaussian();
            }
            products = new float[listCount];
            int first = 0;
            for (int l = 0; l < listCount; l++) {
                products[l] = coarseScores ? 0 : (float) random.nextGaussian();
                int size = random.nextInt(most + 1);
                fill(first, size, coarseScores);
                lists.add(new CodeList(codes, factors, addends, numbers, first, size));
                first += CodeBlocks.blocks(size) + random.nextInt(2);
            }
        }

        private void fill(int first, int size, boolean coarseScores) {
            byte[] code = new byte[layout.subspaces()];
            for (int i = 0; i < CodeBlocks.padded(size); i++) {
                int place = first * CodeBlocks.ITEMS + i;
                for (int m = 0; m < code.length; m++) {
                    code[m] = (byte) random.nextInt(layout.centroids());
                }
                layout.write(codes, place, code, 0);
                factors[place] = coarseScores ? 1 : (float) random.nextDouble(3);
                addends[place] = coarseScores ? 0 : (float) (10 * random.nextGaussian());
                numbers[place] = place * 7919 % 1_000_003;
            }
        }

        float score(CodeList list, int i, float product) {
            int place = list.firstBlock() * CodeBlocks.ITEMS + i;
            float sum = 0;
            for (int m = 0; m < layout.subspaces(); m++) {
                sum += table[m * layout.centroids() + layout.code(codes, place, m)];
            }
            return Math.fma(product + sum, factors[place], addends[place]);
        }

        List<Scored> expected(int k, IntPredicate accepted) {
            List<Scored> all = new ArrayList<>();
            for (int l = 0; l < lists.size(); l++) {
                CodeList list = lists.get(l);
                for (int i = 0; i < list.size(); i++) {
                    int number = numbers[list.firstBlock() * CodeBlocks.ITEMS + i];
                    if (accepted.test(number)) {
                        all.add(new Scored(number, score(list, i, products[l])));
                    }
                }
            }
            all.sort(Comparator.comparingDouble(Scored::score).reversed().thenComparing(Scored::number));
            return all.subList(0, Math.min(k, all.size()));
        }

        List<Scored> found(ListScan scan, int k, IntPredicate accepted) {
            scan.begin(layout, table, k, accepted);
            for (int l = 0; l < lists.size(); l++) {
                scan.list(lists.get(l), products[l]);
            }
            int[] numbersOut = new int[k];
            float[] scores = new float[k];
            int n = scan.finish(numbersOut, scores);
            List<Scored> found = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                found.add(new Scored(numbersOut[i], scores[i]));
            }
            return found;
        }
    }

    @Property(tries = 400)
    void findsWhatScoringEveryItemFinds(
            @ForAll @IntRange(min = 1, max = 60) int subspaces,
            @ForAll boolean packed,
            @ForAll @IntRange(min = 1, max = 6) int lists,
            @ForAll @IntRange(min = 1, max = 400) int k,
            @ForAll boolean equalScores,
            @ForAll boolean filtered,
            @ForAll long seed) {
        int centroids = packed ? 16 : 256;
        Case some = new Case(subspaces, centroids, lists, 1500, equalScores, seed);
        IntPredicate accepted = filtered ? number -> number % 3 == 0 : null;
        List<Scored> expected = some.expected(k, filtered ? accepted : number -> true);
        assertThat(some.found(new ListScan(), k, accepted)).isEqualTo(expected);
        assertThat(some.found(new ListScan(new NarrowScanKernels()), k, accepted))
                .isEqualTo(expected);
        assertThat(some.found(new ListScan(new ScalarScanKernels()), k, accepted))
                .isEqualTo(expected);
    }

    @Test
    void manySubspacesDoNotOverflowTheSums() {
        for (int centroids : new int[] {16, 256}) {
            Case some = new Case(4096, centroids, 2, 70, false, 5);
            assertThat(some.found(new ListScan(), 10, null)).isEqualTo(some.expected(10, number -> true));
        }
    }

    @Test
    void oneScanAnswersQueryAfterQueryOfAnyLayout() {
        ListScan scan = new ListScan();
        for (int seed = 0; seed < 20; seed++) {
            Case some = new Case(1 + seed % 7, seed % 2 == 0 ? 16 : 100, 1 + seed % 20, 300, false, seed);
            assertThat(some.found(scan, 5 + seed, null)).isEqualTo(some.expected(5 + seed, number -> true));
        }
    }

    @Test
    void singleItemsCompeteWithThoseOfLists() {
        Case some = new Case(8, 16, 4, 200, false, 3);
        ListScan scan = new ListScan();
        scan.begin(some.layout, some.table, 20, null);
        scan.list(some.lists.get(0), some.products[0]);
        for (int l = 1; l < 4; l++) {
            for (int i = 0; i < some.lists.get(l).size(); i++) {
                scan.item(some.lists.get(l), i, some.products[l]);
            }
        }
        int[] numbers = new int[20];
        float[] scores = new float[20];
        assertThat(scan.finish(numbers, scores)).isEqualTo(20);
        List<Scored> expected = some.expected(20, number -> true);
        for (int i = 0; i < 20; i++) {
            assertThat(new Scored(numbers[i], scores[i])).isEqualTo(expected.get(i));
        }
        assertThat(scan.scanned())
                .isEqualTo(some.lists.stream().mapToLong(CodeList::size).sum());
    }

    @Test
    void productsThatDoNotFitTheLayoutAreRefused() {
        ListScan scan = new ListScan();
        CodeBlocks layout = new CodeBlocks(4, 16);
        assertThatThrownBy(() -> scan.begin(layout, new float[63], 10, null)).hasMessageContaining("4 x 16 centroids");
        assertThatThrownBy(() -> scan.begin(layout, new float[64], 0, null)).hasMessageContaining("at least 1");
    }

    @Test
    void aListWhoseArraysAreTooShortIsRefused() {
        assertThatThrownBy(() -> new CodeList(new byte[64], new float[32], new float[32], new int[40], 0, 33))
                .hasMessageContaining("64 factors");
    }
}
