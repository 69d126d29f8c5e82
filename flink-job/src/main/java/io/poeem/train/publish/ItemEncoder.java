package io.poeem.train.publish;

import io.poeem.state.kernel.Kernels;
import io.poeem.state.model.Model;
import io.poeem.state.quantize.Quantizer;
import io.poeem.train.rows.ItemTable;
import io.poeem.train.rows.RowVisitor;
import io.poeem.train.rows.TokenBags;
import io.poeem.train.rows.TokenTable;
import java.util.Arrays;

/**
 * Items' rows to embeddings and codes, a block at a time: x = tower(row + fields' means) / |…|, then c, k and |T(x)|. Feature
 * tokens that have no row (they expired, or no click taught them yet) are left out. An item of which nothing was learned is
 * made of its features alone: its row is still random, and would only add noise to what they say.
 */
public final class ItemEncoder {

    private final ItemTable items;
    private final TokenTable tokens;
    private final boolean features;
    private final Model model;
    private final Quantizer quantizer;
    private final int dims;
    private final int stride;
    private final TokenBags bags;
    private final float[] x;
    private final float[] decoded;
    private final int[] coarse = new int[RowVisitor.BLOCK];
    private final byte[] codes;

    /** An encoder by {@code model}, which must not change. */
    public ItemEncoder(ItemTable items, TokenTable tokens, boolean features, Model model) {
        this.items = items;
        this.tokens = tokens;
        this.features = features;
        this.model = model;
        this.quantizer = new Quantizer(model.codebooks(), model.rotation(), Kernels.best());
        this.dims = items.dims();
        this.stride = model.item().inputs();
        this.bags = new TokenBags(dims, model.itemFields().slots());
        this.x = new float[RowVisitor.BLOCK * stride];
        this.decoded = new float[RowVisitor.BLOCK * dims];
        this.codes = new byte[RowVisitor.BLOCK * model.shape().subspaces()];
    }

    /** The embeddings of pinned items, (n, d), until the next call; n is at most a block's. */
    public float[] embed(int[] slots, int n) {
        Arrays.fill(x, 0, n * stride, 0f);
        bags.clear();
        for (int i = 0; i < n; i++) {
            boolean described = features && addFeatures(slots[i]);
            if (!described || items.isLearned(slots[i])) {
                System.arraycopy(items.values(), slots[i] * dims, x, i * stride, dims);
            }
            bags.close();
        }
        bags.addTo(x, tokens);
        tokens.release();
        model.item().forward(x, n, x);
        for (int i = 0; i < n; i++) {
            normalize(i * dims);
        }
        return x;
    }

    /** Encodes pinned items and notes the result in their rows as what is published. */
    void encode(int[] slots, int n) {
        quantize(slots, n);
        int subspaces = model.shape().subspaces();
        for (int i = 0; i < n; i++) {
            items.published(slots[i], coarse[i], codes, i * subspaces, norm(decoded, i * dims));
        }
    }

    /** Encodes pinned items and notes nothing: what came out is in this object's arrays until the next call. */
    public void quantize(int[] slots, int n) {
        embed(slots, n);
        quantizer.encode(x, n, coarse, codes);
        quantizer.decode(coarse, codes, n, decoded);
    }

    /** x of the items embedded last, (n, d). */
    public float[] embeddings() {
        return x;
    }

    /** c of the items quantized last, (n). */
    public int[] coarse() {
        return coarse;
    }

    /** T(x) of the items quantized last, (n, d). */
    public float[] decoded() {
        return decoded;
    }

    /** |row| of a pinned item, without its features. */
    float rowLength(int slot) {
        return norm(items.values(), slot * dims);
    }

    /** Zeros stay zeros; what a float cannot hold becomes zeros. */
    private void normalize(int from) {
        float norm = norm(x, from);
        if (!Float.isFinite(norm)) {
            Arrays.fill(x, from, from + dims, 0f);
        } else if (norm > 0) {
            for (int j = from; j < from + dims; j++) {
                x[j] /= norm;
            }
        }
    }

    /** Four sums, in a fixed order: for so few values cheaper than a kernel's call. */
    private float norm(float[] values, int from) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = from;
        for (; i + 4 <= from + dims; i += 4) {
            a += values[i] * values[i];
            b += values[i + 1] * values[i + 1];
            c += values[i + 2] * values[i + 2];
            d += values[i + 3] * values[i + 3];
        }
        for (; i < from + dims; i++) {
            a += values[i] * values[i];
        }
        return (float) Math.sqrt(a + b + (c + d));
    }

    /** Puts the item's features into the open bag; returns whether any has a row. */
    private boolean addFeatures(int item) {
        String[] names = items.features(item);
        float[] shares = items.featureShares(item);
        boolean any = false;
        for (int f = 0; f < names.length; f++) {
            int slot = tokens.peek(names[f]);
            if (slot >= 0) {
                bags.add(slot, shares[f], model.itemFields().slot(names[f]));
                any = true;
            }
        }
        return any;
    }
}
