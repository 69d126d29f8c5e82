package io.poeem.train.publish;

import io.poeem.state.kernel.Kernels;
import io.poeem.state.model.Model;
import io.poeem.state.quantize.Quantizer;
import io.poeem.train.rows.ItemTable;
import io.poeem.train.rows.RowVisitor;
import io.poeem.train.rows.TokenBags;
import io.poeem.train.rows.TokenTable;

/**
 * Items' rows to embeddings and codes, a block at a time: x = tower(row + fields' means) / |…|, then c, k and |T(x)|. Feature
 * tokens that have no row (they expired) are left out.
 */
final class ItemEncoder {

    private final ItemTable items;
    private final TokenTable tokens;
    private final boolean features;
    private final Model model;
    private final Quantizer quantizer;
    private final Kernels kernels = Kernels.best();
    private final int dims;
    private final TokenBags bags;
    private final float[] x;
    private final float[] decoded;
    private final int[] coarse = new int[RowVisitor.BLOCK];
    private final byte[] codes;

    ItemEncoder(ItemTable items, TokenTable tokens, boolean features, Model model) {
        this.items = items;
        this.tokens = tokens;
        this.features = features;
        this.model = model;
        this.quantizer = new Quantizer(model.codebooks(), model.rotation(), kernels);
        this.dims = items.dims();
        this.bags = new TokenBags(dims);
        this.x = new float[RowVisitor.BLOCK * dims];
        this.decoded = new float[RowVisitor.BLOCK * dims];
        this.codes = new byte[RowVisitor.BLOCK * model.shape().subspaces()];
    }

    /** The embeddings of pinned items, (n, d), until the next call; n is at most a block's. */
    float[] embed(int[] slots, int n) {
        float[] rows = items.values();
        for (int i = 0; i < n; i++) {
            System.arraycopy(rows, slots[i] * dims, x, i * dims, dims);
        }
        if (features) {
            addFeatures(slots, n);
        }
        model.item().forward(x, n, x);
        for (int i = 0; i < n; i++) {
            kernels.normalize(x, i * dims, dims, x, i * dims);
        }
        return x;
    }

    /** Encodes pinned items and notes the result in their rows as what is published. */
    void encode(int[] slots, int n) {
        embed(slots, n);
        quantizer.encode(x, n, coarse, codes);
        quantizer.decode(coarse, codes, n, decoded);
        int subspaces = model.shape().subspaces();
        for (int i = 0; i < n; i++) {
            int at = i * dims;
            float norm = (float) Math.sqrt(kernels.dot(decoded, at, decoded, at, dims));
            items.published(slots[i], coarse[i], codes, i * subspaces, norm);
        }
    }

    private void addFeatures(int[] slots, int n) {
        bags.clear();
        for (int i = 0; i < n; i++) {
            String[] names = items.features(slots[i]);
            float[] shares = items.featureShares(slots[i]);
            for (int f = 0; f < names.length; f++) {
                int slot = tokens.peek(names[f]);
                if (slot >= 0) {
                    bags.add(slot, shares[f]);
                }
            }
            bags.close();
        }
        bags.addTo(x, tokens);
        tokens.release();
    }
}
