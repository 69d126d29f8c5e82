package io.poeem.train.rows;

/** Rows of tokens ({@code hist=42}, {@code genre=Drama}): what a query's and an item's fields are made of. */
public final class TokenTable extends RowTable {

    private static final byte QUERY = 1;
    private static final byte PUBLISHED = 2;

    /**
     * @param store the truth
     * @param init first values of new rows
     * @param dims values per row
     * @param capacity rows to keep in memory
     */
    public TokenTable(RowStore store, RowInit init, int dims, int capacity) {
        super(store, init, dims, capacity);
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
