package io.poeem.state.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;

/**
 * Reads what {@link ByteWriter} writes, from bytes that may be anything. A count is compared with the bytes that are left before memory
 * is asked for, floats must be finite, texts must be UTF-8.
 *
 * <p>Every complaint is an {@link IllegalArgumentException}, as that of the constructors which the values then pass through; the
 * caller gives it the type of its own trade.
 */
public final class ByteReader {
    private final ByteBuffer buffer;

    /** Reads from the buffer's position to its limit, and moves neither. */
    public ByteReader(ByteBuffer bytes) {
        this.buffer = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    public int remaining() {
        return buffer.remaining();
    }

    public int u8() {
        require(1, 1, "byte");
        return buffer.get() & 0xff;
    }

    public int u16() {
        require(1, 2, "short");
        return buffer.getShort() & 0xffff;
    }

    public int i32() {
        require(1, 4, "int");
        return buffer.getInt();
    }

    public long i64() {
        require(1, 8, "long");
        return buffer.getLong();
    }

    public float f32() {
        require(1, 4, "float");
        return finite(buffer.getFloat());
    }

    public double f64() {
        require(1, 8, "double");
        double value = buffer.getDouble();
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("double is " + value + " at byte " + (buffer.position() - 8));
        }
        return value;
    }

    /** A count of entries that take at least {@code bytesEach} of what follows. */
    public int count(int bytesEach, String what) {
        int count = i32();
        require(count, bytesEach, what);
        return count;
    }

    public float[] floats(long n, String what) {
        require(n, 4, what);
        float[] values = new float[(int) n];
        buffer.asFloatBuffer().get(values);
        for (int i = 0; i < values.length; i++) {
            finite(values[i]);
        }
        buffer.position(buffer.position() + 4 * values.length);
        return values;
    }

    public byte[] bytes(long n, String what) {
        require(n, 1, what);
        byte[] values = new byte[(int) n];
        buffer.get(values);
        return values;
    }

    /** A text of so many bytes. */
    public String text(int length) {
        require(length, 1, "text");
        ByteBuffer slice = buffer.slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        try {
            return UTF_8.newDecoder().decode(slice).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("text before byte " + buffer.position() + " is not UTF-8", e);
        }
    }

    public void requireEnd() {
        if (buffer.hasRemaining()) {
            throw new IllegalArgumentException(
                    buffer.remaining() + " bytes are left over at byte " + buffer.position());
        }
    }

    /** That n entries of so many bytes each are still to come. */
    public void require(long n, int bytesEach, String what) {
        if (n < 0 || n > buffer.remaining() / bytesEach) {
            throw new IllegalArgumentException(n + " entries (" + what + ") of " + bytesEach + " bytes at byte "
                    + buffer.position() + ", and " + buffer.remaining() + " bytes are left");
        }
    }

    private float finite(float value) {
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException("float is " + value + " near byte " + buffer.position());
        }
        return value;
    }
}
