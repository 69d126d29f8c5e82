package io.poeem.job.serial;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Text, bytes and lists: a length as a variable-length integer, then UTF-8 or bytes. */
public final class Strings {

    private Strings() {}

    public static void write(String text, DataOutputView out) throws IOException {
        writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
    }

    public static String read(DataInputView in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    public static void writeAll(List<String> texts, DataOutputView out) throws IOException {
        writeLength(texts.size(), out);
        for (int i = 0; i < texts.size(); i++) {
            write(texts.get(i), out);
        }
    }

    public static List<String> readAll(DataInputView in) throws IOException {
        int n = readLength(in);
        if (n == 0) {
            return List.of();
        }
        String[] texts = new String[n];
        for (int i = 0; i < n; i++) {
            texts[i] = read(in);
        }
        return Arrays.asList(texts);
    }

    /** Null is allowed and kept. */
    public static void writeNullable(byte[] bytes, DataOutputView out) throws IOException {
        out.writeBoolean(bytes != null);
        if (bytes != null) {
            writeBytes(bytes, out);
        }
    }

    public static byte[] readNullable(DataInputView in) throws IOException {
        return in.readBoolean() ? readBytes(in) : null;
    }

    public static void writeBytes(byte[] bytes, DataOutputView out) throws IOException {
        writeLength(bytes.length, out);
        out.write(bytes);
    }

    public static byte[] readBytes(DataInputView in) throws IOException {
        return readBytes(readLength(in), in);
    }

    static byte[] readBytes(int length, DataInputView in) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    public static void writeLength(int length, DataOutputView out) throws IOException {
        int rest = length;
        while ((rest & ~0x7F) != 0) {
            out.writeByte(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    public static int readLength(DataInputView in) throws IOException {
        int length = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            byte next = in.readByte();
            length |= (next & 0x7F) << shift;
            if (next >= 0) {
                break;
            }
        }
        if (length < 0) {
            throw new IOException(
                    "A length in a record of the job reads " + length + ": the bytes are not what was written.");
        }
        return length;
    }
}
