package io.poeem.train;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.train.codebook.CodebookOptions;
import io.poeem.train.codebook.CodebookRefinement;
import io.poeem.train.publish.ItemEncoder;
import io.poeem.train.rows.ItemTable;
import io.poeem.train.rows.RowVisitor;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/**
 * The codebook rule {@code window}: at each version, and after so many clicks without one, Lloyd's iterations from the
 * codebooks as they are, over the items of the last clicks, each as its row embeds it now and weighing what its clicks did.
 *
 * <p>Items keep moving after their clicks, so statistics gathered batch by batch describe where items were; this rule reads
 * where they are. It costs the same however many items there are.
 *
 * <p>Its bytes: clicks since the last iterations (4, big-endian), then the clicks as they write themselves.
 */
final class WindowRule {

    private final CodebookOptions.Refinement options;
    private final RecentClicks clicks;
    private final CodebookRefinement refinement;
    private int since;

    /** @param shards that share the clicks: each keeps its part of them */
    WindowRule(CodebookOptions.Refinement options, Shape shape, int shards) {
        this.options = options;
        clicks = new RecentClicks((options.window() + shards - 1) / shards);
        refinement = new CodebookRefinement(shape);
    }

    void clicked(String item, float weight) {
        clicks.add(item, weight);
        since++;
    }

    /** Whether there were too many clicks without a version. */
    boolean isDue() {
        return isDue(since);
    }

    /** Whether that many clicks without one are too many. */
    boolean isDue(long clicks) {
        return clicks >= options.every();
    }

    /**
     * Moves the codebooks, if there was a click since it last did: where nothing happens, codes stay good. No row may be
     * pinned.
     *
     * @param codebooks the live ones
     * @param encoder by the towers as they are
     */
    void refine(Codebooks codebooks, Rotation rotation, ItemEncoder encoder, ItemTable items) {
        if (since == 0) {
            return;
        }
        since = 0;
        refine(points(encoder, items), rotation, codebooks);
    }

    /**
     * Embeddings and what each weighs.
     *
     * @param x (n, d), and perhaps more behind
     * @param weights (n), above 0, likewise
     */
    record Points(float[] x, float[] weights, int n) {}

    /** Moves the codebooks. */
    void refine(Points points, Rotation rotation, Codebooks codebooks) {
        refinement.run(points.x(), points.weights(), points.n(), rotation, codebooks, options.iterations());
    }

    /** The items of the last clicks; no row may be pinned. */
    Points points(ItemEncoder encoder, ItemTable items) {
        RecentClicks.Weighted recent = clicks.sums();
        int most = recent.items().size();
        float[] x = new float[Math.multiplyExact(most, items.dims())];
        float[] weights = new float[most];
        int n = 0;
        int[] slots = new int[RowVisitor.BLOCK];
        for (int from = 0; from < most; from += slots.length) {
            int to = Math.min(most, from + slots.length);
            int found = peek(items, recent, from, to, slots, weights, n);
            System.arraycopy(encoder.embed(slots, found), 0, x, n * items.dims(), found * items.dims());
            items.release();
            n += found;
        }
        return new Points(x, weights, n);
    }

    /** Pins the rows of a block's items that weigh something and are still there; what the catalogue deleted is not served. */
    private static int peek(
            ItemTable items, RecentClicks.Weighted recent, int from, int to, int[] slots, float[] weights, int at) {
        List<String> keys = recent.items();
        int found = 0;
        for (int i = from; i < to; i++) {
            int slot = recent.weights()[i] > 0 ? items.peek(keys.get(i)) : -1;
            if (slot >= 0 && !items.isDeleted(slot)) {
                weights[at + found] = recent.weights()[i];
                slots[found++] = slot;
            }
        }
        return found;
    }

    /** Clicks since it last moved the codebooks; only of a shard alone. */
    int since() {
        return since;
    }

    /**
     * Takes over the clicks of other shards' rules.
     *
     * @param clicksSince as {@link #since} shall say
     */
    void adopt(List<WindowRule> others, Predicate<String> own, int clicksSince) {
        clicks.addAll(others.stream().map(other -> other.clicks).toList(), own);
        since = clicksSince;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(since);
        clicks.write(out);
    }

    void read(DataInputStream in) throws IOException {
        since = in.readInt();
        clicks.read(in);
    }
}
