package io.poeem.train.merge;

/** A contribution or a merged payload that no shard of this program wrote. */
public final class MalformedPayload extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    public MalformedPayload(String message) {
        super(message);
    }

    /**
     * Checks a table that need not be there.
     *
     * @param width floats that its rows must have
     * @param numbers its rows' numbers must be below
     */
    public static void checkRows(Payload payload, Table table, int width, long numbers) {
        Payload.Rows rows = payload.rows(table).orElse(null);
        if (rows != null && rows.width() != width) {
            throw new MalformedPayload("rows of " + table + " with " + rows.width() + " floats: expected " + width
                    + "; all shards need the same options");
        }
        while (rows != null && rows.next()) {
            if (rows.number() < 0 || rows.number() >= numbers) {
                throw new MalformedPayload("row " + rows.number() + " of " + table + ": there are " + numbers
                        + "; all shards need the same options");
            }
        }
    }
}
