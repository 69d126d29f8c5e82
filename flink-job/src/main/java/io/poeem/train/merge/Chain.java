package io.poeem.train.merge;

import java.util.List;

/** A walk over the rows that one shard has of a table, through all payloads of its contribution. */
final class Chain {

    private final List<Payload> payloads;
    private final Table table;
    private int next;
    private Payload.Rows rows;

    /** Before the first row. */
    Chain(List<Payload> payloads, Table table) {
        this.payloads = payloads;
        this.table = table;
    }

    /**
     * Goes to the next row; false: there is none.
     *
     * @throws MalformedPayload if a payload does not go on where the one before ends
     */
    boolean next() {
        if (rows != null && rows.next()) {
            return true;
        }
        while (next < payloads.size()) {
            Payload.Rows more = payloads.get(next++).rows(table).orElse(null);
            if (more != null && more.next()) {
                check(more);
                rows = more;
                return true;
            }
        }
        return false;
    }

    private void check(Payload.Rows more) {
        if (rows != null && (more.width() != rows.width() || rows.compareTo(more) >= 0)) {
            throw new MalformedPayload("rows of " + table + " in payload " + (next - 1) + " of a contribution, of "
                    + more.width() + " floats, are not behind those before them, of " + rows.width());
        }
    }

    /** At the row where this stands. */
    Payload.Rows row() {
        return rows;
    }
}
