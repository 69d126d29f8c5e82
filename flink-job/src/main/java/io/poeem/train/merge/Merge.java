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

    private final List<List<Payload>> contributions;
    private final PayloadWriter writer;

    private Merge(List<List<Payload>> contributions, PayloadWriter writer) {
        this.contributions = contributions;
        this.writer = writer;
    }

    /**
     * @param block 0 … blocks - 1
     * @param contributionsInShardOrder what shards gave to {@link ContributionSink#accept} for this block, each in its order; those
     *     that gave nothing are left out
     * @param mostBytes of a merged payload
     * @param out takes the merged payloads, each of use by itself; their order is part of the result
     * @throws MalformedPayload if a contribution is none; what was given out then is of no use
     */
    public static void run(
            int block, List<List<byte[]>> contributionsInShardOrder, int mostBytes, Consumer<byte[]> out) {
        List<List<Payload>> contributions = new ArrayList<>();
        for (List<byte[]> contribution : contributionsInShardOrder) {
            try {
                contributions.add(contribution.stream().map(Payload::of).toList());
            } catch (MalformedPayload e) {
                throw new MalformedPayload("block " + block + ", contribution " + contributions.size() + " of "
                        + contributionsInShardOrder.size() + ": " + e.getMessage());
            }
        }
        new Merge(contributions, new PayloadWriter(mostBytes, out)).run();
    }

    private void run() {
        for (Table table : Table.values()) {
            List<Chain> chains = new ArrayList<>();
            for (List<Payload> contribution : contributions) {
                Chain chain = new Chain(contribution, table);
                if (chain.next()) {
                    chains.add(chain);
                }
            }
            if (!chains.isEmpty()) {
                merge(table, chains);
            }
        }
        for (List<Payload> contribution : contributions) {
            for (Payload payload : contribution) {
                payload.reports().forEach(report -> writer.report(report.shard(), report.bytes()));
            }
        }
        writer.flush();
    }

    /** @param chains in the order of shards, each at its first row */
    private void merge(Table table, List<Chain> chains) {
        int width = chains.get(0).row().width();
        for (Chain chain : chains) {
            if (chain.row().width() != width) {
                throw new MalformedPayload("rows of " + table + " with " + width + " and with "
                        + chain.row().width() + " floats do not fit");
            }
        }
        writer.table(table, width);
        RowMean mean = new RowMean(table.rule(), width);
        List<Chain> same = new ArrayList<>();
        while (!chains.isEmpty()) {
            takeLeast(chains, same);
            write(same, mean);
            for (Chain chain : same) {
                if (!chain.next()) {
                    chains.remove(chain);
                }
            }
        }
    }

    /** All that stand at the least row, in the order of shards. */
    private static void takeLeast(List<Chain> chains, List<Chain> same) {
        same.clear();
        for (Chain chain : chains) {
            int order = same.isEmpty() ? 0 : chain.row().compareTo(same.get(0).row());
            if (order < 0) {
                same.clear();
            }
            if (order <= 0) {
                same.add(chain);
            }
        }
    }

    private void write(List<Chain> same, RowMean mean) {
        Payload.Rows first = same.get(0).row();
        for (Chain chain : same) {
            if (same.size() == 1 || (chain.row().flags() & PayloadWriter.WINS) != 0) {
                copy(chain.row());
                return;
            }
        }
        mean.clear();
        for (Chain chain : same) {
            mean.add(chain.row());
        }
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
}
