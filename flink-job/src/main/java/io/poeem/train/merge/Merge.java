package io.poeem.train.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes one out of the contributions of all shards to one block of one round: the rows of every table merged by the table's
 * rule, in their order, and all reports.
 *
 * <p>Contributions hold their rows in order, so this is one pass over all of them, a row at a time. The same contributions
 * give the same bytes.
 */
public final class Merge {

    private final List<Payload> contributions;
    private final int mostBytes;
    private final Consumer<byte[]> out;
    private final PayloadWriter writer = new PayloadWriter();

    private Merge(List<Payload> contributions, int mostBytes, Consumer<byte[]> out) {
        this.contributions = contributions;
        this.mostBytes = mostBytes;
        this.out = out;
    }

    /**
     * @param block 0 … blocks - 1
     * @param contributionsInShardOrder what shards gave to {@link ContributionSink#accept} for this block; those that gave
     *     nothing are left out
     * @param mostBytes of a merged payload
     * @param out takes the merged payloads, each of use by itself; their order is part of the result
     * @throws MalformedPayload if a contribution is none; nothing was given out then
     */
    public static void run(int block, List<byte[]> contributionsInShardOrder, int mostBytes, Consumer<byte[]> out) {
        List<Payload> contributions = new ArrayList<>();
        for (byte[] contribution : contributionsInShardOrder) {
            try {
                contributions.add(Payload.of(contribution));
            } catch (MalformedPayload e) {
                throw new MalformedPayload("block " + block + ", contribution " + contributions.size() + " of "
                        + contributionsInShardOrder.size() + ": " + e.getMessage());
            }
        }
        new Merge(contributions, mostBytes, out).run();
    }

    private void run() {
        for (Table table : Table.values()) {
            List<Payload.Rows> rows = new ArrayList<>();
            contributions.forEach(
                    one -> one.rows(table).filter(Payload.Rows::next).ifPresent(rows::add));
            if (!rows.isEmpty()) {
                merge(table, rows);
            }
        }
        contributions.forEach(one -> one.reports().forEach(this::report));
        if (!writer.isEmpty()) {
            out.accept(writer.finish());
        }
    }

    /** @param rows in the order of shards, each at its first row */
    private void merge(Table table, List<Payload.Rows> rows) {
        int width = rows.get(0).width();
        for (Payload.Rows one : rows) {
            if (one.width() != width) {
                throw new MalformedPayload(
                        "rows of " + table + " with " + width + " and with " + one.width() + " floats do not fit");
            }
        }
        RowMean mean = new RowMean(table.rule(), width);
        List<Payload.Rows> same = new ArrayList<>();
        boolean open = false;
        while (!rows.isEmpty()) {
            takeLeast(rows, same);
            open = makeRoom(open, table, width, same.get(0).rowLength());
            write(same, mean);
            for (Payload.Rows one : same) {
                if (!one.next()) {
                    rows.remove(one);
                }
            }
        }
    }

    /** All that stand at the least row, in the order of shards. */
    private static void takeLeast(List<Payload.Rows> rows, List<Payload.Rows> same) {
        same.clear();
        for (Payload.Rows one : rows) {
            int order = same.isEmpty() ? 0 : one.compareTo(same.get(0));
            if (order < 0) {
                same.clear();
            }
            if (order <= 0) {
                same.add(one);
            }
        }
    }

    private boolean makeRoom(boolean open, Table table, int width, int more) {
        int needed = more + (open ? 0 : PayloadWriter.TABLE_HEAD);
        boolean full = !writer.isEmpty() && writer.size() + needed > mostBytes;
        if (full) {
            next();
        }
        if (full || !open) {
            writer.table(table, width);
        }
        if (writer.size() + more > mostBytes) {
            throw new MalformedPayload("a row of " + table + " takes " + more + " bytes: more than the " + mostBytes
                    + " that a merged payload may have");
        }
        return true;
    }

    private void next() {
        out.accept(writer.finish());
        writer.begin();
    }

    private void write(List<Payload.Rows> same, RowMean mean) {
        for (Payload.Rows one : same) {
            if (same.size() == 1 || (one.flags() & PayloadWriter.WINS) != 0) {
                copy(one);
                return;
            }
        }
        mean.clear();
        same.forEach(mean::add);
        Payload.Rows first = same.get(0);
        if (mean.isAny()) {
            writer.row(
                    first.number(),
                    first.bytes(),
                    first.keyAt(),
                    first.keyLength(),
                    mean.examples(),
                    mean.time(),
                    mean.flags());
            writer.put(mean.result(), 0, first.width());
        } else {
            copy(first);
        }
    }

    private void copy(Payload.Rows row) {
        writer.copyRow(row.bytes(), row.rowAt(), row.rowLength());
    }

    private void report(Payload.Report report) {
        int more = PayloadWriter.reportBytes(report.bytes().length);
        if (!writer.isEmpty() && writer.size() + more > mostBytes) {
            next();
        }
        writer.report(report.shard(), report.bytes());
    }
}
