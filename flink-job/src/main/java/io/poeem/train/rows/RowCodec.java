package io.poeem.train.rows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of a row in the store, little-endian. Version 3:
 *
 * <pre>
 * offset  bytes       what
 * 0       1           version, 3
 * 1       1           kind: 1 token, 2 item
 * 2       1           flags, see {@link TokenTable} and {@link ItemTable}
 * 3       2           d, values per row (unsigned)
 * 5       8           event time of the last touch, ms since the epoch (smallest long: none)
 * 13      1           parts that follow, bits: 1 numbers, 2 history, 4 more numbers (with 2 only)
 *                     — part 1; without it, values and accumulators are a new row's:
 *         4·d         values, float
 *         4·d         Adagrad's accumulators, float
 *                     — a token's row ends here; an item's goes on with part 2; without it, never clicked nor published:
 *         8           log of the decayed click count, double (-Infinity: never clicked)
 *         4           coarse code as last published (-1: never)
 *         4           norm as last published, float
 *         1           D, bytes of the code (unsigned)
 *         D           PQ code as last published
 *                     — part 3; only where the options ask for more numbers:
 *         1           how many (unsigned), n
 *         8·n         the numbers, double; see {@link ItemTable#numbers}
 *                     — and in any case:
 *         4           number of feature tokens, n
 *         n · (4 + b) length b of the token, its UTF-8
 * </pre>
 *
 * <p>Version 2 is the same and has no part 3; version 1 has neither it nor the byte at 13, and the other parts always.
 *
 * <p>Every version that was ever written is read for ever. Whatever is cut off, too long or of another shape is a {@link
 * MalformedRow}; lengths are checked against what remains before anything is allocated.
 */
final class RowCodec {

    static final byte VERSION = 3;
    static final byte TOKEN = 1;
    static final byte ITEM = 2;

    /** Part of a row: values and accumulators. */
    static final int NUMBERS = 1;

    /** Part of an item's row: what clicks and versions have made of it. */
    static final int HISTORY = 2;

    /** Part of an item's row: more numbers of what clicks have made of it. */
    static final int MORE = 4;

    private static final byte VERSION_1 = 1;
    private static final byte VERSION_2 = 2;
    private static final int HEAD_1 = 13;
    private static final int HEAD = HEAD_1 + 1;

    private RowCodec() {}

    /**
     * A buffer for a row with {@code extra} bytes behind the numbers; the head and, if they are no new row's, the numbers are
     * written.
     *
     * @param parts those that the caller adds
     */
    static ByteBuffer begin(RowTable table, byte kind, int slot, int parts, int extra) {
        int dims = table.dims();
        int numbers = table.isFirst(slot) ? 0 : NUMBERS;
        int length = HEAD + (numbers == 0 ? 0 : 8 * dims);
        ByteBuffer out = ByteBuffer.allocate(length + extra).order(ByteOrder.LITTLE_ENDIAN);
        out.put(VERSION).put(kind).put(table.flags(slot)).putShort((short) dims).putLong(table.lastTouched(slot));
        out.put((byte) (parts | numbers));
        if (numbers != 0) {
            int from = slot * dims;
            out.asFloatBuffer().put(table.values(), from, dims).put(table.accumulators(), from, dims);
        }
        return out.position(length);
    }

    /** Reads the head and the numbers into the slot; returns the buffer behind them. */
    static ByteBuffer open(RowTable table, byte kind, int slot, byte[] row) {
        check(row.length >= HEAD_1, "%d bytes: shorter than a row's head of %d", row.length, HEAD_1);
        ByteBuffer in = ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN);
        byte version = in.get();
        check(
                version >= VERSION_1 && version <= VERSION,
                "version %d: this program reads versions %d to %d",
                version,
                VERSION_1,
                VERSION);
        byte found = in.get();
        check(found == kind, "kind %d: expected %d", found, kind);
        table.flags(slot, in.get());
        int dims = in.getShort() & 0xffff;
        check(
                dims == table.dims(),
                "%d values per row: the model has %d; model.dims cannot change over kept state",
                dims,
                table.dims());
        table.lastTouched(slot, in.getLong());
        int parts = parts(row, kind);
        in.position(version == VERSION_1 ? HEAD_1 : HEAD);
        if ((parts & NUMBERS) == 0) {
            table.first(slot);
            return in;
        }
        check(in.remaining() >= 8 * dims, "%d bytes: cut off within its %d values", row.length, dims);
        int from = slot * dims;
        in.asFloatBuffer().get(table.values(), from, dims).get(table.accumulators(), from, dims);
        return in.position(in.position() + 8 * dims);
    }

    /** The parts of a row that has a whole head but for its last byte, which version 1 has not. */
    static int parts(byte[] row, byte kind) {
        int early = kind == ITEM ? NUMBERS | HISTORY : NUMBERS;
        if (row[0] == VERSION_1) {
            return early;
        }
        int known = kind == TOKEN || row[0] == VERSION_2 ? early : early | MORE;
        check(row.length >= HEAD, "%d bytes: shorter than a row's head of %d", row.length, HEAD);
        int parts = row[HEAD_1];
        check((parts & ~known) == 0, "parts %d: a row of kind %d has none but %d", parts, kind, known);
        check((parts & (MORE | HISTORY)) != MORE, "parts %d: more numbers come with a history only", parts);
        return parts;
    }

    static void end(ByteBuffer in) {
        check(!in.hasRemaining(), "%d bytes too many", in.remaining());
    }

    static byte[][] utf8(String[] texts) {
        byte[][] encoded = new byte[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            encoded[i] = texts[i].getBytes(StandardCharsets.UTF_8);
        }
        return encoded;
    }

    static String[] readTexts(ByteBuffer in) {
        int count = length(in, 4, "feature tokens");
        String[] texts = new String[count];
        for (int i = 0; i < count; i++) {
            byte[] utf8 = new byte[length(in, 1, "bytes of a feature token")];
            in.get(utf8);
            texts[i] = new String(utf8, StandardCharsets.UTF_8);
        }
        return texts;
    }

    /** Reads an unsigned byte. */
    static int readByte(ByteBuffer in) {
        check(in.hasRemaining(), "cut off before a length");
        return in.get() & 0xff;
    }

    /** Reads a count of things of at least {@code size} bytes each, and checks that they can still follow. */
    private static int length(ByteBuffer in, int size, String what) {
        check(in.remaining() >= 4, "cut off before the number of %s", what);
        int count = in.getInt();
        check(
                count >= 0 && count <= in.remaining() / size,
                "%d %s in the %d bytes that remain",
                count,
                what,
                in.remaining());
        return count;
    }

    static void check(boolean holds, String message, Object... arguments) {
        if (!holds) {
            throw new MalformedRow("row in state: " + String.format(message, arguments));
        }
    }
}
