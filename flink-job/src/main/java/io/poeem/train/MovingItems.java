package io.poeem.train;

import io.poeem.train.popularity.PopularityEstimate;
import io.poeem.train.rows.ItemTable;
import io.poeem.train.rows.RowStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;

/**
 * Items' rows on their way from the shards that own them to others, one by one: first their sums, then the rows themselves. It
 * holds no more than a row and the sums. Not for concurrent use.
 */
public final class MovingItems {

    private static final long MANY_ROWS = Long.MAX_VALUE / 2; // so that the table asks the store for every row

    private final ToIntFunction<String> owner;
    private final List<PopularityEstimate> before;
    private final OneRow store = new OneRow();
    private final ItemTable items;
    private final List<ItemSums> sums = new ArrayList<>();
    private List<PopularityEstimate> after = List.of();

    /**
     * @param popularityBefore as {@link Resharding#popularityBefore} gave it
     * @param owner the new shard of an item, 0 to {@code shards} - 1
     */
    public MovingItems(LearnerOptions options, byte[] popularityBefore, int shards, ToIntFunction<String> owner) {
        this.owner = owner;
        before = Estimates.of(options.popularity().counting(), popularityBefore);
        items = Learner.items(options, before.get(0), store, 1);
        items.restore(MANY_ROWS, List.of());
        for (int shard = 0; shard < shards; shard++) {
            sums.add(new ItemSums(options, before, shards));
        }
    }

    /** As above, for {@link #moved}: with the popularity that came out of the sums. */
    public MovingItems(
            LearnerOptions options, byte[] popularityBefore, byte[] popularityAfter, ToIntFunction<String> owner) {
        this(options, popularityBefore, 0, owner);
        after = Estimates.of(options.popularity().counting(), popularityAfter);
    }

    /** Adds the row of an item that belonged to shard {@code from}. */
    public void add(int from, String item, byte[] row) {
        int slot = store.open(items, item, row);
        sums.get(owner.applyAsInt(item)).add(items, slot, before.get(from));
        items.release();
    }

    /** The sums of all that was added, by new shard, to be given to {@link Resharding#sums}. */
    public List<byte[]> sums() {
        return sums.stream().map(ItemSums::toBytes).toList();
    }

    /** The row of an item that belonged to shard {@code from}, as its new shard would have written it. */
    public byte[] moved(int from, String item, byte[] row) {
        int slot = store.open(items, item, row);
        after.get(owner.applyAsInt(item)).move(items, slot, before.get(from));
        items.release();
        items.flush();
        return store.row;
    }

    /** A store that knows the row in hand alone. */
    private static final class OneRow implements RowStore {

        private String key;
        private byte[] row;

        int open(ItemTable table, String itsKey, byte[] itsRow) {
            key = itsKey;
            row = itsRow;
            return table.peek(itsKey);
        }

        @Override
        public byte[] get(String wanted) {
            return wanted.equals(key) ? row : null;
        }

        @Override
        public void put(String wanted, byte[] changed) {
            row = wanted.equals(key) ? changed : row;
        }

        @Override
        public void remove(String wanted) {
            throw new UnsupportedOperationException("row of \"" + wanted + "\": rows only move");
        }

        @Override
        public void forEach(int slice, BiConsumer<String, byte[]> visitor) {
            throw new UnsupportedOperationException("rows move one by one");
        }
    }
}
