package io.poeem.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.poeem.schemas.MalformedRecord.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Avro's binary encoding, read from an array that may hold anything. Every length is compared with the limits and with the bytes
 * that are left before memory is asked for. Since each element of our collections takes at least one byte, a count beyond the bytes
 * left is a lie and is refused as well.
 *
 * <p>Reusable; for one thread.
 */
final class BoundedDecoder extends Decoder {
    private final Limits limits;
    private byte[] bytes = {};
    private int position;
    private int elements;

    BoundedDecoder(Limits limits) {
        this.limits = limits;
    }

    /** Reads {@code bytes} from {@code from} to its end. */
    BoundedDecoder reset(byte[] bytes, int from) {
        this.bytes = bytes;
        this.position = from;
        this.elements = 0;
        return this;
    }

    int remaining() {
        return bytes.length - position;
    }

    @Override
    public void readNull() {}

    @Override
    public boolean readBoolean() throws IOException {
        require(1, "a boolean");
        byte b = bytes[position++];
        if (b < 0 || b > 1) {
            throw new MalformedRecord(Reason.BAD_NUMBER, "boolean is " + b + " at byte " + (position - 1));
        }
        return b == 1;
    }

    @Override
    public int readInt() throws IOException {
        long value = readLong();
        if (value != (int) value) {
            throw new MalformedRecord(Reason.BAD_NUMBER, "int is " + value + " before byte " + position);
        }
        return (int) value;
    }

    @Override
    public long readLong() throws IOException {
        long raw = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            require(1, "a number");
            byte b = bytes[position++];
            if (shift == 63 && (b & 0xfe) != 0) {
                break;
            }
            raw |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return raw >>> 1 ^ -(raw & 1);
            }
        }
        throw new MalformedRecord(Reason.BAD_NUMBER, "number has more than 64 bits before byte " + position);
    }

    @Override
    public float readFloat() throws IOException {
        require(4, "a float");
        return Float.intBitsToFloat(littleEndian());
    }

    @Override
    public double readDouble() throws IOException {
        require(8, "a double");
        long low = littleEndian() & 0xffffffffL;
        return Double.longBitsToDouble(low | (long) littleEndian() << 32);
    }

    @Override
    public String readString() throws IOException {
        int length = length("string", limits.stringBytes());
        String text = new String(bytes, position, length, UTF_8);
        // Java puts U+FFFD for what it cannot read; only then is it worth asking whether it stood there.
        if (text.indexOf('\uFFFD') >= 0
                && !Arrays.equals(Arrays.copyOfRange(bytes, position, position + length), text.getBytes(UTF_8))) {
            throw new MalformedRecord(Reason.NOT_UTF8, "string of " + length + " bytes at byte " + position);
        }
        position += length;
        return text;
    }

    @Override
    public Utf8 readString(Utf8 old) throws IOException {
        return new Utf8(readString());
    }

    @Override
    public void skipString() throws IOException {
        int length = length("string", limits.stringBytes()); // moves the position itself
        position += length;
    }

    @Override
    public ByteBuffer readBytes(ByteBuffer old) throws IOException {
        int length = length("bytes", limits.byteFieldBytes());
        position += length;
        return ByteBuffer.wrap(Arrays.copyOfRange(bytes, position - length, position));
    }

    @Override
    public void skipBytes() throws IOException {
        int length = length("bytes", limits.byteFieldBytes()); // moves the position itself
        position += length;
    }

    @Override
    public void readFixed(byte[] target, int start, int length) throws IOException {
        require(length, "a fixed field");
        System.arraycopy(bytes, position, target, start, length);
        position += length;
    }

    @Override
    public void skipFixed(int length) throws IOException {
        require(length, "a fixed field");
        position += length;
    }

    @Override
    public int readEnum() throws IOException {
        return readInt();
    }

    @Override
    public int readIndex() throws IOException {
        return readInt();
    }

    @Override
    public long readArrayStart() throws IOException {
        return nextBlock();
    }

    @Override
    public long arrayNext() throws IOException {
        return nextBlock();
    }

    @Override
    public long readMapStart() throws IOException {
        return nextBlock();
    }

    @Override
    public long mapNext() throws IOException {
        return nextBlock();
    }

    @Override
    public long skipArray() throws IOException {
        return nextBlock();
    }

    @Override
    public long skipMap() throws IOException {
        return nextBlock();
    }

    /** A block's count of elements, 0 after the last. A negative count is followed by the block's size in bytes. */
    private long nextBlock() throws IOException {
        long count = readLong();
        if (count < 0) {
            count = -count;
            long size = readLong();
            if (size < 0) {
                throw new MalformedRecord(
                        Reason.NEGATIVE_LENGTH, "block of " + size + " bytes before byte " + position);
            }
            if (size > remaining()) {
                throw truncated(size, "a block");
            }
        }
        if (count < 0 || count > limits.elements() - elements) {
            throw beyondLimit("collection", "elements", count, limits.elements() - elements);
        }
        if (count > remaining()) {
            throw truncated(count, "a collection");
        }
        elements += (int) count;
        return count;
    }

    private int length(String what, int limit) throws IOException {
        long length = readLong();
        if (length < 0) {
            throw new MalformedRecord(
                    Reason.NEGATIVE_LENGTH, what + " of " + length + " bytes before byte " + position);
        }
        if (length > limit) {
            throw beyondLimit(what, "bytes", length, limit);
        }
        require((int) length, what);
        return (int) length;
    }

    private void require(int length, String what) throws MalformedRecord {
        if (length > bytes.length - position) {
            throw truncated(length, what);
        }
    }

    private MalformedRecord truncated(long length, String what) {
        return new MalformedRecord(
                Reason.TRUNCATED,
                what + " needs " + length + " more bytes at byte " + position + " of " + bytes.length);
    }

    private MalformedRecord beyondLimit(String what, String unit, long found, int limit) {
        return new MalformedRecord(
                Reason.BEYOND_LIMIT,
                what + " declares " + found + " " + unit + ", the limit is " + limit + ", before byte " + position);
    }

    private int littleEndian() {
        int value = bytes[position] & 0xff
                | (bytes[position + 1] & 0xff) << 8
                | (bytes[position + 2] & 0xff) << 16
                | bytes[position + 3] << 24;
        position += 4;
        return value;
    }
}
