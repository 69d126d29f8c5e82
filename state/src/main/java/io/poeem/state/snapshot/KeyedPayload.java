package io.poeem.state.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.poeem.state.bytes.ByteWriter;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The open chunk of a kind whose entries have keys: count, width, u16 length of each key, keys, and then each column of all entries.
 * What width means (d, D or 1) and which columns there are is the kind's business.
 */
final class KeyedPayload {
    static final int MAX_KEY = 0xffff;

    /** Bytes of a payload without entries. */
    static final int EMPTY = Format.HEADER + 8;

    final int kind;
    private final int width;
    private final ByteWriter lengths = new ByteWriter(1024);
    private final ByteWriter keys = new ByteWriter(4096);
    private final ByteWriter[] columns;
    private int count;

    KeyedPayload(int kind, int width, int columns) {
        this.kind = kind;
        this.width = width;
        this.columns =
                IntStream.range(0, columns).mapToObj(i -> new ByteWriter(4096)).toArray(ByteWriter[]::new);
    }

    boolean isEmpty() {
        return count == 0;
    }

    int size() {
        int sum = EMPTY + lengths.size() + keys.size();
        for (ByteWriter column : columns) {
            sum += column.size();
        }
        return sum;
    }

    static byte[] key(String what, String key) {
        byte[] utf8 = key.getBytes(UTF_8);
        if (utf8.length == 0 || utf8.length > MAX_KEY) {
            throw new IllegalArgumentException(
                    what + " has " + utf8.length + " bytes; it must have from 1 to " + MAX_KEY);
        }
        return utf8;
    }

    /** Begins an entry; the caller then writes its part of each column. */
    void add(byte[] key) {
        lengths.u16(key.length);
        keys.bytes(key, 0, key.length);
        count++;
    }

    ByteWriter column(int i) {
        return columns[i];
    }

    byte[] takePayload() {
        ByteWriter out = new ByteWriter(size());
        Format.write(out, kind);
        out.i32(count).i32(width).append(lengths).append(keys);
        Stream.of(columns).forEach(out::append);
        lengths.clear();
        keys.clear();
        Stream.of(columns).forEach(ByteWriter::clear);
        count = 0;
        return out.toBytes();
    }
}
