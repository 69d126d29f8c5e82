package io.poeem.searcher;

import io.poeem.state.image.ItemList;
import io.poeem.state.image.ItemLists;
import io.poeem.state.model.Model;
import io.poeem.state.scan.CodeBlocks;
import io.poeem.state.scan.CodeList;
import java.util.Arrays;

/**
 * What one metric makes of a version: lists as a scan reads them, and of which worth each is. Immutable.
 *
 * <p>A scan adds up {@code factor · (m·q')·T(x)R + addend} from two numbers that stand with the item, and the score is
 * {@code unit · that + offset}. Cosines take 1 / ‖T(x)‖ for the factor. With popularity in the score the addend is L as it came, with
 * β for the unit and -β logTotal for the offset: so nothing is worked out per item when logTotal moves, as it does with every
 * version. Only squared distances need an array of their own, made when they are first asked for.
 */
final class Scoring {

    /** Of β: below it, m = scale / β would be large enough to drown L. */
    private static final float LEAST_UNIT = 1e-4f;

    private final ItemLists items;
    private final PopularItems popular;
    private final Bias bias;
    private final Addend addend;
    private final float multiplier;
    private final float unit;
    private final double offset;
    private final CodeList[] lists; // (J)
    private final float[] centroidFactors; // (J)
    private final float[] centroidAddends; // (J)

    /** Of the head that was asked for last: most callers have but one. */
    private volatile Head head;

    /** What stands with an item beside its factor. */
    private enum Addend {
        NOTHING,
        LOG_COUNT,
        WORKED_OUT
    }

    Scoring(Model model, ItemLists items, PopularItems popular, Metric metric, boolean popularity) {
        this.items = items;
        this.popular = popular;
        this.bias = popularity ? Bias.of(model) : new Bias(0, 0);
        boolean inUnits = bias.weight() >= LEAST_UNIT && metric != Metric.L2;
        this.addend = inUnits
                ? Addend.LOG_COUNT
                : bias.weight() == 0 && metric != Metric.L2 ? Addend.NOTHING : Addend.WORKED_OUT;
        this.unit = inUnits ? bias.weight() : 1;
        this.offset = inUnits ? -bias.weight() * bias.logTotal() : 0;
        float scale = metric == Metric.MODEL ? model.scale() : metric == Metric.L2 ? 2 : 1;
        this.multiplier = scale / unit;
        this.centroidFactors = new float[items.lists()];
        this.centroidAddends = new float[items.lists()];
        measureCentroids(model, metric);
        this.lists = lists(metric);
    }

    private void measureCentroids(Model model, Metric metric) {
        float[] centroids = model.codebooks().coarse();
        int dims = model.shape().dims();
        for (int c = 0; c < centroidFactors.length; c++) {
            double squares = 0;
            for (int i = c * dims; i < (c + 1) * dims; i++) {
                squares += (double) centroids[i] * centroids[i];
            }
            boolean cosine = metric.ofUnitVectors();
            centroidFactors[c] = !cosine ? 1 : squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
            centroidAddends[c] = metric == Metric.L2 ? (float) -squares : 0;
        }
    }

    private CodeList[] lists(Metric metric) {
        int longest = 0;
        for (int c = 0; c < items.lists(); c++) {
            longest = Math.max(longest, CodeBlocks.padded(items.list(c).size()));
        }
        float[] ones = metric.ofUnitVectors() ? null : new float[longest];
        if (ones != null) {
            Arrays.fill(ones, 1);
        }
        float[] zeros = addend == Addend.NOTHING ? new float[longest] : null;
        CodeList[] all = new CodeList[items.lists()];
        for (int c = 0; c < all.length; c++) {
            ItemList list = items.list(c);
            float[] addends = zeros != null
                    ? zeros
                    : addend == Addend.LOG_COUNT ? list.logCounts() : workedOut(list, metric == Metric.L2);
            all[c] = new CodeList(
                    list.codes(), ones == null ? list.inverseNorms() : ones, addends, list.numbers(), 0, list.size());
        }
        return all;
    }

    /** b, and -‖T(x)‖² for squared distances. */
    private float[] workedOut(ItemList list, boolean l2) {
        float[] addends = new float[CodeBlocks.padded(list.size())];
        for (int i = 0; i < list.size(); i++) {
            float norm = l2 ? list.norm(i) : 0;
            addends[i] = bias.of(list.logCounts()[i]) - norm * norm;
        }
        return addends;
    }

    /** m, of q' before its products are made. */
    float multiplier() {
        return multiplier;
    }

    /** @param constant of the query, added to what a scan adds up */
    float score(float scanned, float constant) {
        return (float) (unit * ((double) scanned + constant) + offset);
    }

    CodeList list(int c) {
        return lists[c];
    }

    /** How a list's worth is made: m·q'·v_c · factor + what its best item beyond the head adds. */
    float worth(int c, float product, Head beyond) {
        return product * centroidFactors[c] + beyond.addends[c];
    }

    /**
     * The most popular items, which are scored whatever their lists.
     *
     * @param count how many of them
     * @param addends (J) the largest addend of the other items of each list; -infinity for a list without others: the head's
     *     items are scored anyway, so a list is not worth a scan for their sake
     * @param items their copies, to be read in one go
     * @param lists of each of them, ascending
     */
    record Head(int count, float[] addends, CodeList items, int[] lists) {}

    Head head(int count) {
        Head known = head;
        if (known == null || known.count != count) {
            head = known = workOut(count);
        }
        return known;
    }

    private Head workOut(int count) {
        int[] order = popular.atLeast(count);
        int[] positions = Arrays.copyOf(order, Math.min(count, order.length)); // places first
        int[] inLists = new int[positions.length];
        Arrays.sort(positions);
        float[] addends = new float[lists.length];
        int at = 0;
        for (int c = 0; c < lists.length; c++) {
            int from = at;
            while (at < positions.length && popular.list(positions[at]) == c) {
                positions[at] = popular.position(positions[at], c);
                inLists[at++] = c;
            }
            addends[c] = centroidAddends[c] + largestWithout(items.list(c), positions, from, at);
        }
        return new Head(count, addends, copies(inLists, positions), inLists);
    }

    /** What the best item adds that is not among the given positions, ascending from {@code from} to {@code to}. */
    private float largestWithout(ItemList list, int[] positions, int from, int to) {
        if (to - from == list.size()) {
            return Float.NEGATIVE_INFINITY;
        }
        float largest = list.largestLogCount();
        if (from < to) {
            largest = Float.NEGATIVE_INFINITY;
            int begin = 0;
            for (int i = from; i <= to; i++) {
                int end = i < to ? positions[i] : list.size();
                for (int at = begin; at < end; at++) {
                    largest = Math.max(largest, list.logCounts()[at]);
                }
                begin = end + 1;
            }
        }
        return addend == Addend.LOG_COUNT ? largest : bias.of(largest);
    }

    private CodeList copies(int[] inLists, int[] positions) {
        int n = positions.length;
        byte[] codes = new byte[items.layout().bytes(n)];
        float[] factors = new float[CodeBlocks.padded(n)];
        float[] addends = new float[CodeBlocks.padded(n)];
        int[] numbers = new int[n];
        for (int i = 0; i < n; i++) {
            CodeList list = lists[inLists[i]];
            items.layout().move(list.codes(), positions[i], codes, i);
            factors[i] = list.factors()[positions[i]];
            addends[i] = list.addends()[positions[i]];
            numbers[i] = list.numbers()[positions[i]];
        }
        return new CodeList(codes, factors, addends, numbers, 0, n);
    }
}
