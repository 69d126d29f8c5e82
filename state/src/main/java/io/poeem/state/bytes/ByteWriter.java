package io.poeem.state.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Little-endian numbers, texts and arrays, one after the other, in memory that grows. */
public final class ByteWriter {
    private ByteBuffer buffer;

    public ByteWriter(int capacity) {
        buffer = ByteBuffer.allocate(Math.max(16, capacity)).order(ByteOrder.LITTLE_ENDIAN);
    }

    public int size() {
        return buffer.position();
    }

    public ByteWriter u8(int value) {
        room(1).put((byte) value);
        return this;
    }

    public ByteWriter u16(int value) {
        room(2).putShort((short) value);
        return this;
    }

    public ByteWriter i32(int value) {
        room(4).putInt(value);
        return this;
    }

    public ByteWriter i64(long value) {
        room(8).putLong(value);
        return this;
    }

    public ByteWriter f32(float value) {
        room(4).putFloat(value);
        return this;
    }

    public ByteWriter f64(double value) {
        room(8).putDouble(value);
        return this;
    }

    public ByteWriter floats(float[] values, int offset, int n) {
        ByteBuffer target = room(4 * n);
        target.asFloatBuffer().put(values, offset, n);
        target.position(target.position() + 4 * n);
        return this;
    }

    public ByteWriter bytes(byte[] values, int offset, int n) {
        room(n).put(values, offset, n);
        return this;
    }

    /** All that another has written. */
    public ByteWriter append(ByteWriter other) {
        return bytes(other.buffer.array(), 0, other.size());
    }

    /** i32 count of bytes, then UTF-8. */
    public ByteWriter text(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        return i32(utf8.length).bytes(utf8, 0, utf8.length);
    }

    public byte[] toBytes() {
        return Arrays.copyOf(buffer.array(), size());
    }

    public void clear() {
        buffer.clear();
    }

    /** A view of what is written, for reading; good until the next write. */
    public ByteBuffer view() {
        return buffer.duplicate().flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer room(int n) {
        if (buffer.remaining() < n) {
            int wanted = Math.addExact(buffer.position(), n);
            int capacity = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(wanted, 2L * buffer.capacity()));
            buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), capacity))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .position(buffer.position());
        }
        return buffer;
    }
}
