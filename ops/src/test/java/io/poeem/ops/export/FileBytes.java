package io.poeem.ops.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Little-endian numbers of a file, from front to back. */
final class FileBytes {

    private final ByteBuffer bytes;

    FileBytes(Path file) {
        try {
            bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int u8() {
        return bytes.get() & 0xff;
    }

    int u16() {
        return bytes.getShort() & 0xffff;
    }

    int i32() {
        return bytes.getInt();
    }

    int size() {
        return Math.toIntExact(bytes.getLong());
    }

    long[] longs(int n) {
        long[] values = new long[n];
        for (int i = 0; i < n; i++) {
            values[i] = bytes.getLong();
        }
        return values;
    }

    int[] ints(int n) {
        int[] values = new int[n];
        for (int i = 0; i < n; i++) {
            values[i] = bytes.getInt();
        }
        return values;
    }

    float[] floats(int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = bytes.getFloat();
        }
        return values;
    }

    byte[] bytes(int n) {
        byte[] values = new byte[n];
        bytes.get(values);
        return values;
    }

    String text(int n) {
        return new String(bytes(n), StandardCharsets.ISO_8859_1);
    }

    void requireText(String text) {
        assertThat(text(text.length())).isEqualTo(text);
    }

    int position() {
        return bytes.position();
    }

    void requireEnd() {
        assertThat(bytes.remaining()).as("bytes left over").isZero();
    }
}
