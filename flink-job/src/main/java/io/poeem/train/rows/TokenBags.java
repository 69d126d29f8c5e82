package io.poeem.train.rows;

import java.util.Arrays;

/**
 * A batch of bags of tokens: bag b stands for Σ share · row over its tokens, in each of its slots for those put there.
 * Gathers the rows' sums for a tower and brings the tower's gradients back to the rows.
 *
 * <p>Slots are pinned ones of one {@link TokenTable}; a bag belongs to the batch it was filled in.
 */
public final class TokenBags {

    private final int dims;
    private final int stride;
    private int bags;
    private int tokens;
    private int[] ends = new int[256];
    private int[] slots = new int[1024];
    private float[] shares = new float[1024];
    /** Where in its bag a token's slot begins. */
    private int[] offsets = new int[1024];

    /** Bags of one slot. @param dims values per row */
    public TokenBags(int dims) {
        this(dims, 1);
    }

    /**
     * @param dims values per row
     * @param inputSlots slots of d values in each bag
     */
    public TokenBags(int dims, int inputSlots) {
        this.dims = dims;
        this.stride = Math.multiplyExact(dims, inputSlots);
    }

    /** Starts over, without bags. */
    public void clear() {
        bags = 0;
        tokens = 0;
    }

    /** Puts a token into the first slot of the bag that is being filled. */
    public void add(int slot, float share) {
        add(slot, share, 0);
    }

    /** Puts a token into a slot of the bag that is being filled. */
    public void add(int slot, float share, int inputSlot) {
        if (tokens == slots.length) {
            slots = Arrays.copyOf(slots, 2 * tokens);
            shares = Arrays.copyOf(shares, 2 * tokens);
            offsets = Arrays.copyOf(offsets, 2 * tokens);
        }
        slots[tokens] = slot;
        offsets[tokens] = inputSlot * dims;
        shares[tokens++] = share;
    }

    /** Closes the bag that was being filled; returns whether anything is in it. */
    public boolean close() {
        if (bags == ends.length) {
            ends = Arrays.copyOf(ends, 2 * bags);
        }
        int start = start(bags);
        ends[bags++] = tokens;
        return tokens > start;
    }

    /** Forgets the bag that was closed last. */
    public void drop() {
        tokens = start(--bags);
    }

    /** {@code out[b] += Σ share · row} for every bag b; out is (bags, slots, d). */
    public void addTo(float[] out, TokenTable table) {
        float[] rows = table.values();
        for (int bag = 0; bag < bags; bag++) {
            for (int t = start(bag); t < ends[bag]; t++) {
                accumulate(out, bag * stride + offsets[t], shares[t], rows, slots[t] * dims);
            }
        }
    }

    /** Adds {@code share · gradient[b]} to the sum of every token in every bag b; gradient is (bags, slots, d). */
    public void addGradients(RowGradients sums, TokenTable table, float[] gradient) {
        for (int bag = 0; bag < bags; bag++) {
            for (int t = start(bag); t < ends[bag]; t++) {
                sums.add(table.local(slots[t]), shares[t], gradient, bag * stride + offsets[t]);
            }
        }
    }

    private int start(int bag) {
        return bag == 0 ? 0 : ends[bag - 1];
    }

    private void accumulate(float[] out, int to, float share, float[] rows, int from) {
        if (share == 1f) {
            for (int i = 0; i < dims; i++) {
                out[to + i] += rows[from + i];
            }
        } else {
            for (int i = 0; i < dims; i++) {
                out[to + i] += share * rows[from + i];
            }
        }
    }
}
