package io.poeem.train.rows;

import io.poeem.train.merge.MalformedPayload;
import io.poeem.train.merge.Payload;
import io.poeem.train.merge.PayloadWriter;
import io.poeem.train.merge.Table;
import it.unimi.dsi.fastutil.ints.IntArrays;
import it.unimi.dsi.fastutil.longs.LongArrays;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Tokens' rows of which every shard has a replica: those that this one touched since the last merge, and what it takes over
 * of all. A row takes 24 + 8·d bytes and its key, 536 + key of 64 dimensions.
 */
public final class TokenReplica {

    private static final byte QUERY = 1;

    private final TokenTable tokens;
    private final int dims;
    private final int blocks;

    /**
     * @param tokens made by {@link TokenTable#replica}
     * @param blocks that the rows are spread over, by the hash of their keys
     */
    public TokenReplica(TokenTable tokens, int blocks) {
        this.tokens = tokens;
        this.dims = tokens.dims();
        this.blocks = blocks;
    }

    /** The rows touched since the last merge, by block, hash (unsigned) and key. */
    public final class Touched {

        private final String[] keys;
        private final byte[][] utf8;
        private final long[] hashes;
        /** Rows, block after block. */
        private final int[] order;
        /** Where each block begins in the order, and where the last one ends. */
        private final int[] starts = new int[blocks + 1];

        private Touched(List<String> touched) {
            keys = touched.toArray(new String[0]);
            utf8 = RowCodec.utf8(keys);
            hashes = new long[keys.length];
            order = new int[keys.length];
            long[] signed = new long[keys.length];
            for (int i = 0; i < keys.length; i++) {
                hashes[i] = Slices.hash(utf8[i]);
                signed[i] = hashes[i] ^ Long.MIN_VALUE;
                order[i] = i;
            }
            LongArrays.radixSortIndirect(order, signed, false);
            sortEqualHashes();
            sortByBlock();
        }

        /** By counting, so that the order within a block stays. */
        private void sortByBlock() {
            int[] sorted = order.clone();
            int[] blockOf = new int[sorted.length];
            for (int i = 0; i < sorted.length; i++) {
                blockOf[i] = (int) Long.remainderUnsigned(hashes[sorted[i]], blocks);
                starts[blockOf[i] + 1]++;
            }
            for (int block = 0; block < blocks; block++) {
                starts[block + 1] += starts[block];
            }
            int[] next = starts.clone();
            for (int i = 0; i < sorted.length; i++) {
                order[next[blockOf[i]]++] = sorted[i];
            }
        }

        private void sortEqualHashes() {
            for (int from = 0, to; from < order.length; from = to) {
                to = from + 1;
                while (to < order.length && hashes[order[to]] == hashes[order[from]]) {
                    to++;
                }
                if (to - from > 1) {
                    IntArrays.quickSort(order, from, to, (a, b) -> Arrays.compareUnsigned(utf8[a], utf8[b]));
                }
            }
        }

        /** Writes the rows of a block. No row may be pinned. */
        public void write(int block, PayloadWriter out) {
            out.table(Table.TOKENS, 2 * dims);
            for (int i = starts[block]; i < starts[block + 1]; i++) {
                writeRow(order[i], out);
                if ((i - starts[block]) % RowVisitor.BLOCK == RowVisitor.BLOCK - 1) {
                    tokens.release();
                }
            }
            tokens.release();
        }

        private void writeRow(int i, PayloadWriter out) {
            int slot = tokens.peek(keys[i]);
            byte flags = tokens.isUsedByQuery(slot) ? QUERY : 0;
            out.row(hashes[i], utf8[i], 0, utf8[i].length, tokens.count(slot), tokens.lastTouched(slot), flags);
            out.put(tokens.values(), slot * dims, dims);
            out.put(tokens.accumulators(), slot * dims, dims);
        }
    }

    /** What there is to contribute. */
    public Touched touched() {
        return new Touched(tokens.countedKeys());
    }

    /** Whether a merged payload fits. */
    public void check(Payload payload) {
        payload.rows(Table.TOKENS).ifPresent(rows -> {
            if (rows.width() != 2 * dims) {
                throw new MalformedPayload("rows of " + Table.TOKENS + " with " + rows.width() + " floats: expected "
                        + 2 * dims + "; all shards need the same model.dims");
            }
        });
    }

    /** Takes over the rows of a merged payload. No row may be pinned. */
    public void take(Payload payload) {
        payload.rows(Table.TOKENS).ifPresent(this::take);
    }

    private void take(Payload.Rows rows) {
        for (int taken = 1; rows.next(); taken++) {
            String key = new String(rows.bytes(), rows.keyAt(), rows.keyLength(), StandardCharsets.UTF_8);
            int slot = tokens.takeOver(key, rows.time(), (rows.flags() & QUERY) != 0);
            rows.get(0, tokens.values(), slot * dims, dims);
            rows.get(dims, tokens.accumulators(), slot * dims, dims);
            if (taken % RowVisitor.BLOCK == 0) {
                tokens.release();
            }
        }
        tokens.release();
    }

    /** Ends a merge. */
    public void merged() {
        tokens.clearCounts();
    }

    /** Writes what was touched how often: number (4), and of each key 4 bytes of length, UTF-8, count (4). */
    public void write(DataOutputStream out) throws IOException {
        String[] keys = HashOrder.of(tokens.countedKeys().toArray(new String[0]));
        out.writeInt(keys.length);
        for (String key : keys) {
            byte[] utf8 = key.getBytes(StandardCharsets.UTF_8);
            out.writeInt(utf8.length);
            out.write(utf8);
            out.writeInt(tokens.count(key));
        }
    }

    /** Takes up what {@link #write} wrote; nothing may be cached yet. */
    public void read(DataInputStream in) throws IOException {
        int number = in.readInt();
        if (number < 0 || number > in.available() / 8) {
            throw new IOException(number + " touched tokens where " + in.available() + " bytes remain");
        }
        for (int i = 0; i < number; i++) {
            int length = in.readInt();
            if (length < 0 || length > in.available()) {
                throw new IOException("touched token of " + length + " bytes where " + in.available() + " remain");
            }
            String key = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            tokens.restoreCount(key, in.readInt());
        }
    }
}
