package io.poeem.train.rows;

import java.util.List;

/** Rows of tokens ({@code hist=42}, {@code genre=Drama}): what a query's and an item's fields are made of. */
public final class TokenTable extends RowTable {

    private static final byte QUERY = 1;
    private static final byte PUBLISHED = 2;

    /** Null where there are no replicas. */
    private final TouchCounts counts;

    /**
     * @param store the truth
     * @param init first values of new rows
     * @param dims values per row
     * @param capacity rows to keep in memory
     */
    public TokenTable(RowStore store, RowInit init, int dims, int capacity) {
        this(store, init, dims, capacity, null);
    }

    private TokenTable(RowStore store, RowInit init, int dims, int capacity, TouchCounts counts) {
        super(store, init, dims, capacity, counts);
        this.counts = counts;
    }

    /** As above, one that counts how often its rows are touched, because others have replicas of them. */
    public static TokenTable replica(RowStore store, RowInit init, int dims, int capacity) {
        return new TokenTable(store, init, dims, capacity, new TouchCounts());
    }

    /** Says that queries use this token, so that searchers need its row. */
    public void usedByQuery(int slot) {
        flag(slot, QUERY, true);
    }

    /** Whether queries use this token. */
    public boolean isUsedByQuery(int slot) {
        return flag(slot, QUERY);
    }

    /** Whether a version holds this token. */
    public boolean isPublished(int slot) {
        return flag(slot, PUBLISHED);
    }

    /** Says that a version holds this token. */
    public void published(int slot) {
        flag(slot, PUBLISHED, true);
    }

    // ---- replicas --------------------------------------------------------------------------------------------------

    /** Touches of a slot's row since {@link #clearCounts}; only of a {@link #replica}. */
    public int count(int slot) {
        return counts.of(slot);
    }

    /** Keys of the rows touched since {@link #clearCounts}, in no order; only of a {@link #replica}. */
    public List<String> countedKeys() {
        return counts.keys(this);
    }

    /** Starts to count anew. */
    public void clearCounts() {
        counts.clear();
    }

    /** Takes up what a table counted that was flushed, before anything is cached. */
    public void restoreCount(String key, int count) {
        counts.restore(key, count);
    }

    /** Touches since {@link #clearCounts} of a row that may not be cached. */
    public int count(String key) {
        int slot = find(key);
        return slot >= 0 ? counts.of(slot) : counts.elsewhere(key);
    }

    /**
     * The slot of a replica's row whose content is to be replaced, made if there is none; pinned, and touched for the next
     * version.
     *
     * @param time event time of the last touch anywhere, ms
     * @param query whether queries use it anywhere
     */
    public int takeOver(String key, long time, boolean query) {
        int slot = takeOver(key, time);
        if (query) {
            usedByQuery(slot);
        }
        return slot;
    }

    /** The FNV-1a hash of a token's UTF-8: the same in every replica. */
    public static long hash(byte[] utf8) {
        return Slices.hash(utf8);
    }

    @Override
    byte[] encode(int slot) {
        return RowCodec.begin(this, RowCodec.TOKEN, slot, 0, 0).array();
    }

    @Override
    void decode(int slot, byte[] row) {
        RowCodec.end(RowCodec.open(this, RowCodec.TOKEN, slot, row));
    }

    @Override
    void clear(int slot) {}

    @Override
    void resize(int slots) {}
}
