package io.poeem.state.scan;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import java.util.function.IntPredicate;

/**
 * One query's walk over inverted lists: finds the k items with the best scores among all those of the lists that it was shown,
 *
 * <pre>
 * score = factor · (q'·v_c + Σ_m q'_m·w_{m,k_m}) + addend          in floats, the sum in the order of m
 * </pre>
 *
 * <p>Items pass a sieve of integer sums over tables of bytes first ({@link ByteTables}); only what may be among the k best by the
 * bounds of these sums is scored by the float tables. So the result is that of float tables, bit for bit, whatever the machine.
 *
 * <p>Use: {@link #begin}, then {@link #list} and {@link #item} in any order, then {@link #finish}. Belongs to one thread and is
 * meant to be kept: once its arrays have grown to the size of the work, a query allocates nothing.
 */
public final class ListScan {
    /** Items whose sums are made at once; they stay in the first level of the cache. */
    private static final int RUN = 32 * CodeBlocks.ITEMS;

    private final ScanKernels kernels;
    private final ByteTables tables;
    private final Candidates candidates = new Candidates();
    private final Ranking ranking = new Ranking();
    private final FloatScores scores = new FloatScores();
    private final float[] four = new float[4];
    private final short[] sums = new short[RUN + ScanKernels.SLACK];
    private final int[] hits = new int[RUN];
    private CodeList[] lists = new CodeList[16];
    private float[] coarse = new float[16];
    private int slots;
    private CodeBlocks layout;
    private IntPredicate accepted;
    private long scanned;
    private int wanted;

    public ListScan() {
        this(ScanKernels.best());
    }

    ListScan(ScanKernels kernels) {
        this.kernels = kernels;
        this.tables = new ByteTables(kernels);
    }

    /**
     * Begins a query; whatever an earlier one left is forgotten.
     *
     * @param blocks how all lists of this query are laid out
     * @param products (D, K) the query's products with the centroids of each subspace, finite; kept until the query ends
     * @param k how many items are wanted, at least 1
     * @param filter asked for the numbers of items that may be among the best, not for all; null: all are accepted
     */
    public void begin(CodeBlocks blocks, float[] products, int k, IntPredicate filter) {
        begin(blocks, products, k, filter, Integer::compare);
    }

    /**
     * As {@link #begin(CodeBlocks, float[], int, IntPredicate)}, with an order of its own for items of equal scores.
     *
     * @param order of two numbers: negative where the first comes first
     */
    public void begin(CodeBlocks blocks, float[] products, int k, IntPredicate filter, IntBinaryOperator order) {
        if (k < 1 || products.length != blocks.subspaces() * blocks.centroids()) {
            throw new IllegalArgumentException("a scan for the best " + k + " by " + products.length
                    + " products: k must"
                    + " be at least 1, and there must be a product for each of the " + blocks.subspaces() + " x "
                    + blocks.centroids() + " centroids");
        }
        layout = blocks;
        scores.load(blocks, products);
        accepted = filter;
        scanned = 0;
        forget();
        candidates.begin(k);
        ranking.begin(order);
        wanted = k;
        tables.load(blocks, products);
    }

    /**
     * Scans a list.
     *
     * @param product q'·v_c, the query's product with the list's own centroid
     */
    public void list(CodeList list, float product) {
        int slot = slot(list, product);
        float above = tables.above(product);
        float below = tables.below(product);
        for (int from = 0; from < list.size(); from += RUN) {
            int n = Math.min(RUN, list.size() - from);
            kernels.sums(
                    layout,
                    list.codes(),
                    list.firstBlock() + from / CodeBlocks.ITEMS,
                    CodeBlocks.blocks(n),
                    tables.bytes(),
                    sums);
            sieve(list, slot, from, n, above, below);
        }
        scanned += list.size();
    }

    private void sieve(CodeList list, int slot, int from, int n, float above, float below) {
        float[] factors = list.factors();
        float[] addends = list.addends();
        int at = list.place(from);
        float step = tables.step();
        int found = kernels.atLeast(sums, n, step, above, factors, addends, at, candidates.threshold(), hits);
        for (int h = 0; h < found; h++) {
            int i = hits[h];
            float high = Math.fma(Math.fma(step, sums[i], above), factors[at + i], addends[at + i]);
            if (high >= candidates.threshold() && accepts(list, from + i)) {
                float low = Math.fma(Math.fma(step, sums[i], below), factors[at + i], addends[at + i]);
                candidates.add(low, high, slot, from + i);
            }
        }
    }

    /** Scores one item of a list that this query does not scan. */
    public void item(CodeList list, int i, float product) {
        scanned++;
        float score = scores.score(list, i, product);
        if (score >= candidates.threshold() && accepts(list, i)) {
            candidates.add(score, score, slot(list, product), i);
        }
    }

    /** Items scanned so far, those that the filter refuses included. */
    public long scanned() {
        return scanned;
    }

    /**
     * Ends the query: writes the best items' numbers and scores, best first, equal scores in the order that the query began with.
     *
     * @return how many there are: k, or fewer where fewer were accepted
     */
    public int finish(int[] numbers, float[] scoresOut) {
        candidates.narrow();
        int i = 0;
        for (; i + 4 <= candidates.size(); i += 4) {
            scores.four(candidates, i, lists, coarse, four);
            for (int j = 0; j < 4; j++) {
                ranking.add(four[j], number(i + j));
            }
        }
        for (; i < candidates.size(); i++) {
            int slot = candidates.slot(i);
            ranking.add(scores.score(lists[slot], candidates.item(i), coarse[slot]), number(i));
        }
        forget();
        return ranking.best(wanted, numbers, scoresOut);
    }

    private int number(int candidate) {
        CodeList list = lists[candidates.slot(candidate)];
        return list.numbers()[list.place(candidates.item(candidate))];
    }

    private boolean accepts(CodeList list, int i) {
        return accepted == null || accepted.test(list.numbers()[list.place(i)]);
    }

    private int slot(CodeList list, float product) {
        if (slots == lists.length) {
            lists = Arrays.copyOf(lists, 2 * slots);
            coarse = Arrays.copyOf(coarse, 2 * slots);
        }
        lists[slots] = list;
        coarse[slots] = product;
        return slots++;
    }

    /** Lists must not be kept alive by a scan that waits for its next query. */
    private void forget() {
        Arrays.fill(lists, 0, slots, null);
        slots = 0;
    }
}
