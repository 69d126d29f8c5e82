package io.poeem.train.merge;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A payload that was looked through: every length in it fits into what is there, tables and rows stand in their order, and
 * nothing was allocated by what it says of itself. Format: {@link PayloadWriter}.
 */
public final class Payload {

    /** What a shard says besides its rows. */
    public record Report(int shard, byte[] bytes) {}

    private record Section(Table table, int width, int rows, int at) {}

    private final byte[] bytes;
    private final ByteBuffer buffer;
    private final FloatBuffer floats;
    private final List<Section> sections = new ArrayList<>();
    private final List<Report> reports = new ArrayList<>();

    private Payload(byte[] bytes) {
        this.bytes = bytes;
        this.buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.floats = buffer.asFloatBuffer();
    }

    /**
     * @param bytes not changed any more
     * @throws MalformedPayload if they are no payload of this format
     */
    public static Payload of(byte[] bytes) {
        Payload payload = new Payload(bytes);
        payload.scan();
        return payload;
    }

    /** All reports, in their order. */
    public List<Report> reports() {
        return List.copyOf(reports);
    }

    /** The tables in it, in order. */
    public List<Table> tables() {
        return sections.stream().map(Section::table).toList();
    }

    /** The rows of a table, before the first; empty where it has none. */
    public Optional<Rows> rows(Table table) {
        for (Section section : sections) {
            if (section.table == table) {
                return Optional.of(new Rows(section.width, section.rows, section.at));
            }
        }
        return Optional.empty();
    }

    private void scan() {
        check(bytes.length >= 4 && bytes.length % 4 == 0, bytes.length + " bytes: not a whole number of words");
        check(
                buffer.getInt(0) == PayloadWriter.MAGIC,
                "it begins with " + buffer.getInt(0) + ", as no payload of this program's format version does");
        int at = 4;
        while (at < bytes.length) {
            check(at + 12 <= bytes.length, "cut off at " + at);
            int kind = buffer.getInt(at);
            check(kind == PayloadWriter.TABLE || kind == PayloadWriter.REPORT, "section " + kind + " at " + at);
            at = kind == PayloadWriter.TABLE ? scanTable(at) : scanReport(at);
        }
    }

    private int scanTable(int at) {
        check(at + PayloadWriter.TABLE_HEAD <= bytes.length && reports.isEmpty(), "table at " + at);
        int code = buffer.getInt(at + 4);
        check(code == (byte) code, "table " + code);
        Table table = Table.of((byte) code);
        check(
                sections.isEmpty() || sections.get(sections.size() - 1).table.code() < code,
                "table " + table + " is not behind those before it");
        int width = buffer.getInt(at + 8);
        int rows = buffer.getInt(at + 12);
        int from = at + PayloadWriter.TABLE_HEAD;
        int remaining = bytes.length - from;
        check(width >= 0 && width <= remaining / Float.BYTES + 1, width + " floats per row in " + remaining + " bytes");
        check(
                rows >= 1 && rows <= remaining / PayloadWriter.rowBytes(0, width),
                rows + " rows of " + width + " floats in " + remaining + " bytes");
        sections.add(new Section(table, width, rows, from));
        return scanRows(new Rows(width, rows, from), table);
    }

    private int scanRows(Rows row, Table table) {
        Rows before = new Rows(row.width, row.rows, row.at);
        for (int i = 0; i < row.rows; i++) {
            if (row.start() + PayloadWriter.ROW_HEAD > bytes.length) {
                throw malformed(i, table, "is cut off");
            }
            row.move();
            if (row.end <= row.row || row.end > bytes.length) {
                throw malformed(i, table, "is cut off");
            }
            if (row.count() <= 0) {
                throw malformed(i, table, "was learned from " + row.count() + " examples");
            }
            if (i > 0 && before.compareTo(row) >= 0) {
                throw malformed(i, table, "is not behind the one before it");
            }
            before.move();
        }
        return row.start();
    }

    private int scanReport(int at) {
        int length = buffer.getInt(at + 8);
        int remaining = bytes.length - at - 12;
        check(length >= 0 && length <= remaining, "report of " + length + " bytes in " + remaining);
        reports.add(new Report(buffer.getInt(at + 4), Arrays.copyOfRange(bytes, at + 12, at + 12 + length)));
        return at + PayloadWriter.reportBytes(length);
    }

    private static MalformedPayload malformed(int row, Table table, String what) {
        return malformed("row " + row + " of " + table + " " + what);
    }

    private static MalformedPayload malformed(String what) {
        return new MalformedPayload("payload of a merge: " + what);
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw malformed(message);
        }
    }

    /** A walk over a table's rows; where it stands is the row that the methods tell of. */
    public final class Rows {

        private final int width;
        private final int rows;
        private final int at;
        private int passed;
        private int row = -1;
        private int end;
        private int key;

        private Rows(int width, int rows, int at) {
            this.width = width;
            this.rows = rows;
            this.at = at;
            this.end = at;
        }

        private int start() {
            return end;
        }

        private void move() {
            row = end;
            key = buffer.getShort(row + 20) & 0xffff;
            end = row + PayloadWriter.rowBytes(key, width);
            passed++;
        }

        /** Goes to the next row; false: there is none. */
        public boolean next() {
            if (passed == rows) {
                return false;
            }
            move();
            return true;
        }

        /** How many rows there are. */
        public int size() {
            return rows;
        }

        /** Floats per row. */
        public int width() {
            return width;
        }

        public long number() {
            return buffer.getLong(row);
        }

        /** Time, ms; the smallest long: none. */
        public long time() {
            return buffer.getLong(row + 8);
        }

        /** Examples that the row was learned from, above 0. */
        public int count() {
            return buffer.getInt(row + 16);
        }

        public byte flags() {
            return bytes[row + 22];
        }

        /** Where the key begins among {@link #bytes}. */
        public int keyAt() {
            return row + PayloadWriter.ROW_HEAD;
        }

        /** Bytes of the key. */
        public int keyLength() {
            return key;
        }

        /** The payload's bytes, not to be changed. */
        public byte[] bytes() {
            return bytes;
        }

        /** Copies n floats of the row from the given one on. */
        public void get(int from, float[] to, int offset, int n) {
            floats.get((row + PayloadWriter.ROW_HEAD + PayloadWriter.padded(key)) / Float.BYTES + from, to, offset, n);
        }

        int rowAt() {
            return row;
        }

        int rowLength() {
            return end - row;
        }

        /** By number and key, which say what a row is. */
        int compareTo(Rows other) {
            int byNumber = Long.compareUnsigned(number(), other.number());
            return byNumber != 0
                    ? byNumber
                    : Arrays.compareUnsigned(
                            bytes, keyAt(), keyAt() + key, other.bytes(), other.keyAt(), other.keyAt() + other.key);
        }
    }
}
