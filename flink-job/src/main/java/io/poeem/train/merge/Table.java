package io.poeem.train.merge;

/**
 * The tables that contributions are made of. A row is a number, a key where numbers may be equal, how many examples it was
 * learned from, a time, flags, and floats, as many in every row of a table.
 */
public enum Table {
    /** Number: hash of the token; key: the token in UTF-8; 2·d floats: values and accumulators. */
    TOKENS(1, Rule.MEAN),
    /** Number: j; 2·d floats: v_j and what its rule remembers. */
    COARSE(2, Rule.MEAN),
    /** Number: m·K + k; 2·d/D floats: w_mk and what its rule remembers. */
    SUBSPACES(3, Rule.MEAN),
    /** Number: of a segment of the tower's weights and updater state. */
    QUERY_TOWER(4, Rule.MEAN),
    /** As {@link #QUERY_TOWER}. */
    ITEM_TOWER(5, Rule.MEAN),
    /** Number: of a segment of the coarse centroids' decayed counts. */
    BALANCE(6, Rule.MEAN),
    /** Number: row i of ∂L/∂R, d floats; row d begins with the batches' weight. */
    ROTATION(7, Rule.SUM),
    /** Number: {@link #of} shard and place; d floats: an embedding for the warm start. */
    SAMPLE(8, Rule.MEAN),
    /** Number: {@link #of} shard and place; d + 1 floats: a recently clicked item's embedding and its weight. */
    POINTS(9, Rule.MEAN);

    /** Floats of a segment of what is longer than a row. */
    public static final int SEGMENT = 256;

    /** What becomes of rows with the same number and key. */
    enum Rule {
        /** Their mean, weighted by the examples that each was learned from. */
        MEAN,
        SUM
    }

    private final byte code;
    private final Rule rule;

    Table(int code, Rule rule) {
        this.code = (byte) code;
        this.rule = rule;
    }

    /** The number of a row that nobody but a shard has. */
    public static long of(int shard, int place) {
        return (long) shard << 32 | place;
    }

    /** The shard of a row that nobody else has. */
    public static int shard(long number) {
        return (int) (number >>> 32);
    }

    byte code() {
        return code;
    }

    Rule rule() {
        return rule;
    }

    static Table of(byte code) {
        for (Table table : values()) {
            if (table.code == code) {
                return table;
            }
        }
        throw new MalformedPayload("table " + code + ": none that this program knows");
    }
}
