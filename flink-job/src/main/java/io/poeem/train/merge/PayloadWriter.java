package io.poeem.train.merge;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Writes payloads, one after the other as they fill up: a table that does not end in one goes on in the next. Little-endian;
 * everything begins at a multiple of 4 bytes, and what is between is 0:
 *
 * <pre>
 *   bytes
 *   4       magic PMG and the format's version, 1
 *           — any number of tables, each once, in the order of their codes:
 *   4       1
 *   4       code of the {@link Table}
 *   4       floats per row, n
 *   4       rows, at least 1; of each, in the order of number (unsigned) and key (bytes, unsigned):
 *     8       number
 *     8       time, ms; smallest long: none
 *     4       examples that it was learned from, above 0
 *     2       bytes of the key (unsigned), k
 *     1       flags
 *     1       0
 *     k       key
 *     4·n     floats
 *           — then any number of reports:
 *   4       2
 *   4       shard
 *   4       bytes of the report, b
 *   b       the report
 * </pre>
 *
 * A token's row of 64 dimensions takes 24 + 512 bytes and its key. Not thread-safe.
 */
public final class PayloadWriter {

    static final int MAGIC = 'P' | 'M' << 8 | 'G' << 16 | 1 << 24;
    static final int TABLE = 1;
    static final int REPORT = 2;
    static final int HEAD = 4;
    static final int TABLE_HEAD = 16;
    static final int ROW_HEAD = 24;
    static final int MOST_KEY = 0xffff;

    private static final byte[] NO_KEY = {};

    /**
     * Of a payload, on the way to the merge and from it. With its envelope it fits a record of an untouched broker, a record of it
     * passes Flink's network without a detour over the disk, and it is less than half of a G1 region, so that no heap holds it apart.
     */
    public static final int MOST_BYTES = 448 << 10;

    /** Flag: this row takes the place of those without; of several, the lowest shard's. */
    public static final byte WINS = (byte) 0x80;

    private static final int FIRST_BYTES = 1 << 12;

    private final int mostBytes;
    private final Consumer<byte[]> out;
    private byte[] bytes = new byte[FIRST_BYTES];
    private ByteBuffer buffer;
    private FloatBuffer floats;
    private int size;
    /** The table that rows go to; null: none is open. */
    private Table table;

    private int width;
    private int rowsAt;
    private int rows;
    private int next;

    /**
     * @param mostBytes of a payload
     * @param out takes the payloads in their order; each is of use by itself
     */
    public PayloadWriter(int mostBytes, Consumer<byte[]> out) {
        this.mostBytes = mostBytes;
        this.out = out;
        wrap();
        begin();
    }

    /** Gives the last payload out, unless nothing is in it. */
    public void flush() {
        closeTable();
        table = null;
        give();
    }

    private void give() {
        if (size > HEAD) {
            out.accept(Arrays.copyOf(bytes, size));
        }
        begin();
    }

    private void begin() {
        size = HEAD;
        buffer.putInt(0, MAGIC);
    }

    /** Starts a table; codes grow. One that gets no row is left out. */
    public void table(Table of, int floatsPerRow) {
        closeTable();
        table = of;
        width = floatsPerRow;
        openTable();
    }

    private void openTable() {
        room(TABLE_HEAD);
        buffer.putInt(size, TABLE);
        buffer.putInt(size + 4, table.code());
        buffer.putInt(size + 8, width);
        rowsAt = size + 12;
        rows = 0;
        size += TABLE_HEAD;
    }

    private void closeTable() {
        if (table != null && rows > 0) {
            buffer.putInt(rowsAt, rows);
        } else if (table != null) {
            size -= TABLE_HEAD;
        }
    }

    /**
     * Starts a row of the open table, behind all before it; its floats, as many as the table says, follow by {@link #put}.
     *
     * @throws MalformedPayload if no payload can hold it
     */
    public void row(long number, byte[] key, int from, int length, int count, long time, byte flags) {
        if (length > MOST_KEY) {
            throw new IllegalArgumentException("key of " + length + " bytes: at most " + MOST_KEY);
        }
        beginRow(rowBytes(length, width));
        buffer.putLong(size, number);
        buffer.putLong(size + 8, time);
        buffer.putInt(size + 16, count);
        buffer.putShort(size + 20, (short) length);
        bytes[size + 22] = flags;
        bytes[size + 23] = 0;
        System.arraycopy(key, from, bytes, size + ROW_HEAD, length);
        int padded = padded(length);
        Arrays.fill(bytes, size + ROW_HEAD + length, size + ROW_HEAD + padded, (byte) 0);
        next = (size + ROW_HEAD + padded) / Float.BYTES;
        size += rowBytes(length, width);
    }

    /** As above, without key, time and flags. */
    public void row(long number, int count) {
        row(number, NO_KEY, 0, 0, count, Long.MIN_VALUE, (byte) 0);
    }

    /** The open row's next floats. */
    public void put(float[] from, int at, int n) {
        floats.put(next, from, at, n);
        next += n;
    }

    /** The open row's next float. */
    public void put(float value) {
        floats.put(next++, value);
    }

    /** A row as another payload holds it. */
    void copyRow(byte[] from, int at, int length) {
        beginRow(length);
        System.arraycopy(from, at, bytes, size, length);
        size += length;
    }

    private void beginRow(int length) {
        if (size + length > mostBytes) {
            closeTable();
            give();
            openTable();
        }
        if (size + length > mostBytes) {
            throw new MalformedPayload("a row of " + table + " takes " + length + " bytes: more than the " + mostBytes
                    + " that a payload may have");
        }
        room(length);
        rows++;
    }

    /** Writes many floats as segments of {@link Table#SEGMENT}, the last one filled up with zeros. */
    public void segments(Table table, float[] values, int count) {
        table(table, Table.SEGMENT);
        for (int from = 0; from < values.length; from += Table.SEGMENT) {
            row(from / Table.SEGMENT, count);
            int n = Math.min(Table.SEGMENT, values.length - from);
            put(values, from, n);
            for (int i = n; i < Table.SEGMENT; i++) {
                put(0f);
            }
        }
    }

    /** Adds a shard's report, behind all tables. */
    public void report(int shard, byte[] report) {
        closeTable();
        table = null;
        int length = reportBytes(report.length);
        if (size + length > mostBytes) {
            give();
        }
        room(length);
        buffer.putInt(size, REPORT);
        buffer.putInt(size + 4, shard);
        buffer.putInt(size + 8, report.length);
        System.arraycopy(report, 0, bytes, size + 12, report.length);
        Arrays.fill(bytes, size + 12 + report.length, size + length, (byte) 0);
        size += length;
    }

    private void room(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), (int) Math.min(2L * size, 1 << 30)));
            wrap();
        }
    }

    private void wrap() {
        bytes = bytes.length % Float.BYTES == 0 ? bytes : Arrays.copyOf(bytes, padded(bytes.length));
        buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        floats = buffer.asFloatBuffer();
    }

    static int padded(int length) {
        return length + 3 & ~3;
    }

    static int rowBytes(int key, int width) {
        return ROW_HEAD + padded(key) + Math.multiplyExact(Float.BYTES, width);
    }

    static int reportBytes(int length) {
        return 12 + padded(length);
    }
}
