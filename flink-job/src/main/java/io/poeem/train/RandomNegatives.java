package io.poeem.train;

import io.poeem.train.random.CounterRandom;
import io.poeem.train.rows.ItemTable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Items from outside of the batch as further candidates of its softmax: N draws per batch, with replacement, from a pool
 * that is a uniform sample of all items ever clicked (reservoir sampling, Vitter's algorithm R: the n-th takes the place of
 * one of the {@value #POOL} with probability {@value #POOL}/n).
 *
 * <p>An item whose row is gone, deleted or forgotten leaves the pool when it is drawn, and its draw is lost. All choices
 * follow from the seed and from counters in state, none from what is cached.
 *
 * <p>Its bytes: how many items were offered (8), the pool's size (4), its ids (4 bytes of length, UTF-8).
 */
final class RandomNegatives {

    /** Ids that are kept; some bytes of state each. */
    static final int POOL = 16_384;

    private static final long OFFERS = 0x6f66666572L;
    private static final long DRAWS = 0x64726177L;

    private final int most;
    private final long seed;
    private final List<String> pool = new ArrayList<>();
    private long offered;

    /** @param most N */
    RandomNegatives(int most, long seed) {
        this.most = most;
        this.seed = seed;
    }

    boolean isOff() {
        return most == 0;
    }

    /** Takes note of an item that was clicked for the first time. */
    void offer(String item) {
        offered++;
        if (pool.size() < POOL) {
            pool.add(item);
            return;
        }
        double place = new CounterRandom(seed ^ OFFERS, offered).nextDouble() * offered;
        if (place < POOL) {
            pool.set((int) place, item);
        }
    }

    /** Draws for the batch of number {@code step} and adds the items to it; their rows are pinned, not touched. */
    void draw(long step, ItemTable items, Batch batch) {
        CounterRandom random = new CounterRandom(seed ^ DRAWS, step);
        for (int draw = 0; draw < most && !pool.isEmpty(); draw++) {
            int at = random.nextInt(pool.size());
            int slot = items.peek(pool.get(at));
            if (slot >= 0 && items.isClicked(slot) && !items.isDeleted(slot)) {
                batch.addNegative(slot);
            } else {
                String last = pool.remove(pool.size() - 1);
                if (at < pool.size()) {
                    pool.set(at, last);
                }
            }
        }
    }

    /** How likely a draw is to be one certain item. */
    double share() {
        return offered == 0 ? 0 : 1.0 / offered;
    }

    /**
     * Takes over the pools of other shards, as far as they are of items that {@code own} names; of more than there is room for, a
     * random part.
     */
    void adopt(List<RandomNegatives> others, Predicate<String> own) {
        for (RandomNegatives other : others) {
            List<String> ours = other.pool.stream().filter(own).toList();
            if (!ours.isEmpty()) {
                offered += Math.round((double) other.offered * ours.size() / other.pool.size());
                pool.addAll(ours);
            }
        }
        CounterRandom random = new CounterRandom(seed ^ OFFERS, offered);
        while (pool.size() > POOL) {
            int at = random.nextInt(pool.size());
            String last = pool.remove(pool.size() - 1);
            if (at < pool.size()) {
                pool.set(at, last);
            }
        }
        offered = Math.max(offered, pool.size());
    }

    void write(DataOutputStream out) throws IOException {
        out.writeLong(offered);
        out.writeInt(pool.size());
        for (String item : pool) {
            Blocks.write(out, item.getBytes(StandardCharsets.UTF_8));
        }
    }

    void read(DataInputStream in) throws IOException {
        offered = in.readLong();
        int size = in.readInt();
        if (size < 0 || size > POOL || size > offered) {
            throw new IOException("pool of " + size + " items out of " + offered + ": at most " + POOL);
        }
        for (int i = 0; i < size; i++) {
            pool.add(new String(Blocks.read(in), StandardCharsets.UTF_8));
        }
    }
}
