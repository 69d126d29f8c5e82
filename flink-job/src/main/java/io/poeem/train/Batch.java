package io.poeem.train;

import io.poeem.schemas.Example;
import io.poeem.state.model.InputFields;
import io.poeem.train.rows.ItemTable;
import io.poeem.train.rows.RowGradients;
import io.poeem.train.rows.RowTable;
import io.poeem.train.rows.TokenBags;
import io.poeem.train.rows.TokenTable;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.Arrays;

/**
 * The examples with a query of one batch, as rows: what the towers take in, and the way of their gradients back.
 *
 * <p>Example b is a bag of query tokens, an item's row and a bag of the item's feature tokens. Rows are pinned from {@link
 * #add} on; {@link #q} is (B, slots, d) and {@link #x} (B + N, slots, d), where N are the random negatives behind the
 * examples' items, and there is one slot where fields are summed. An item's row lies in its first slot.
 */
final class Batch {

    private final ItemTable items;
    private final TokenTable tokens;
    private final QueryTokens queryTokens;
    private final boolean itemFeatures;
    private final int dims;
    private final InputFields itemFields;
    private final int itemStride;
    private final int queryStride;

    private final TokenBags queries;
    private final TokenBags features;
    private final Object2IntOpenHashMap<String> users = new Object2IntOpenHashMap<>();
    private final int[] itemIds;
    private final int[] userIds;
    private final float[] weights;
    private final float[] q;
    private final float[] x;
    private final RowGradients sums;
    private int size;
    private int negatives;

    Batch(LearnerOptions options, ItemTable items, TokenTable tokens) {
        this.items = items;
        this.tokens = tokens;
        InputFields queryFields = options.towers().fields().query(options.query());
        this.itemFields = options.towers().fields().item(options.query());
        this.queryTokens = new QueryTokens(options.query(), queryFields, tokens);
        this.itemFeatures = options.query().itemFeatures();
        this.dims = options.model().dims();
        int most = options.batch().size();
        int candidates = most + options.sampling().negatives();
        users.defaultReturnValue(-1);
        queryStride = queryFields.slots() * dims;
        itemStride = itemFields.slots() * dims;
        queries = new TokenBags(dims, queryFields.slots());
        features = new TokenBags(dims, itemFields.slots());
        itemIds = new int[candidates];
        userIds = new int[most];
        weights = new float[most];
        q = new float[Math.multiplyExact(most, queryStride)];
        x = new float[Math.multiplyExact(candidates, itemStride)];
        sums = new RowGradients(dims);
    }

    void clear() {
        size = 0;
        negatives = 0;
        queries.clear();
        features.clear();
        users.clear();
    }

    /** Adds an example whose item has a pinned row, if it has a query; returns whether it has. */
    boolean add(Example example, int itemSlot) {
        if (!queryTokens.collect(example, queries)) {
            return false;
        }
        if (size == userIds.length) {
            throw new IllegalArgumentException("batch of more than " + size + " examples with a query: batch.size = "
                    + size + " is the most; cut batches there");
        }
        itemIds[size] = itemSlot;
        int known = users.putIfAbsent(example.getUser(), size);
        userIds[size] = known < 0 ? size : known;
        weights[size++] = example.getWeight();
        if (itemFeatures) {
            addFeatures(itemSlot, example.getEventTime());
        }
        return true;
    }

    /**
     * Adds a pinned item as a candidate of every example; after the last of these. Its feature tokens are touched, as what
     * they learn queries may need, but live no longer for it.
     */
    void addNegative(int itemSlot) {
        itemIds[size + negatives++] = itemSlot;
        items.changed(itemSlot);
        if (itemFeatures) {
            String[] names = items.features(itemSlot);
            float[] shares = items.featureShares(itemSlot);
            for (int i = 0; i < names.length; i++) {
                int token = tokens.peek(names[i]);
                if (token >= 0) {
                    tokens.acquire(names[i], RowTable.NEVER); // queries may use it too: versions hold what it learns
                    features.add(token, shares[i], itemFields.slot(names[i]));
                }
            }
            features.close();
        }
    }

    private void addFeatures(int itemSlot, long time) {
        String[] names = items.features(itemSlot);
        float[] shares = items.featureShares(itemSlot);
        for (int i = 0; i < names.length; i++) {
            features.add(tokens.acquire(names[i], time), shares[i], itemFields.slot(names[i]));
        }
        features.close();
    }

    /** B. */
    int size() {
        return size;
    }

    /** B + N. */
    int candidates() {
        return size + negatives;
    }

    /** Slots of the candidates' items: equal where the item is the same. */
    int[] itemIds() {
        return itemIds;
    }

    /** Equal where the user is the same. */
    int[] userIds() {
        return userIds;
    }

    /** w. */
    float[] weights() {
        return weights;
    }

    /** Σ w. */
    double weight() {
        double sum = 0;
        for (int b = 0; b < size; b++) {
            sum += weights[b];
        }
        return sum;
    }

    /** The query tower's input, after {@link #gather}; then the towers' own. */
    float[] q() {
        return q;
    }

    /** The item tower's input, after {@link #gather}; then the towers' own. */
    float[] x() {
        return x;
    }

    /** Sums rows to the towers' inputs. */
    void gather() {
        Arrays.fill(q, 0, size * queryStride, 0f);
        queries.addTo(q, tokens);
        if (itemStride > dims) {
            Arrays.fill(x, 0, candidates() * itemStride, 0f);
        }
        float[] rows = items.values();
        for (int b = 0; b < candidates(); b++) {
            System.arraycopy(rows, itemIds[b] * dims, x, b * itemStride, dims);
        }
        features.addTo(x, tokens);
    }

    /** Where ∂L/∂q of the tower's input goes, given that of its output: the same array where both have d values. */
    float[] queryInputGradient(float[] ofOutput) {
        return queryStride == dims ? ofOutput : q;
    }

    /** The same of x. */
    float[] itemInputGradient(float[] ofOutput) {
        return itemStride == dims ? ofOutput : x;
    }

    /** Whether the gradients of the towers' inputs are finite. */
    boolean isFinite(float[] gradQ, float[] gradX) {
        return Finite.all(gradQ, size * queryStride) && Finite.all(gradX, candidates() * itemStride);
    }

    /** Brings the gradients of the towers' inputs, (B, slots, d) and (B + N, slots, d), back to the rows and lets them learn. */
    void learn(float[] gradQ, float[] gradX, float learningRate) {
        sums.begin(tokens.pinnedCount());
        queries.addGradients(sums, tokens, gradQ);
        features.addGradients(sums, tokens, gradX);
        sums.adagrad(tokens, learningRate);
        sums.begin(items.pinnedCount());
        for (int b = 0; b < candidates(); b++) {
            sums.add(items.local(itemIds[b]), 1, gradX, b * itemStride);
        }
        sums.adagrad(items, learningRate);
    }
}
