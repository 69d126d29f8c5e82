package io.poeem.ops.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A new file, written from front to back with little-endian numbers, that knows its length and its SHA-256. For one thread. */
final class HashedFile implements Closeable {

    private static final int BLOCK = 1 << 16;

    private final FileChannel channel;
    private final MessageDigest digest = sha256Digest();
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    private long flushed;

    private HashedFile(FileChannel channel) {
        this.channel = channel;
    }

    /** A file that was there is emptied first. */
    static HashedFile create(Path path) throws IOException {
        return new HashedFile(FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE));
    }

    HashedFile u8(int value) throws IOException {
        room(1).put((byte) value);
        return this;
    }

    HashedFile i32(int value) throws IOException {
        room(4).putInt(value);
        return this;
    }

    HashedFile i64(long value) throws IOException {
        room(8).putLong(value);
        return this;
    }

    HashedFile f32(float value) throws IOException {
        room(4).putFloat(value);
        return this;
    }

    HashedFile floats(float[] values) throws IOException {
        return floats(values, 0, values.length);
    }

    HashedFile floats(float[] values, int offset, int n) throws IOException {
        for (int i = offset; i < offset + n; i++) {
            f32(values[i]);
        }
        return this;
    }

    HashedFile bytes(byte[] values, int offset, int n) throws IOException {
        for (int done = 0; done < n; ) {
            int length = Math.min(BLOCK, n - done);
            room(length).put(values, offset + done, length);
            done += length;
        }
        return this;
    }

    /** UTF-8, without a length. */
    HashedFile text(String text) throws IOException {
        byte[] utf8 = text.getBytes(UTF_8);
        return bytes(utf8, 0, utf8.length);
    }

    long size() {
        return flushed + block.position();
    }

    /** To be asked once, when all is written. */
    byte[] sha256() throws IOException {
        flush();
        return digest.digest();
    }

    /** The bytes are on the disk afterwards. */
    @Override
    public void close() throws IOException {
        try (channel) {
            flush();
            channel.force(true);
        }
    }

    private ByteBuffer room(int n) throws IOException {
        if (block.remaining() < n) {
            flush();
        }
        return block;
    }

    private void flush() throws IOException {
        block.flip();
        digest.update(block.array(), 0, block.limit());
        flushed += block.limit();
        while (block.hasRemaining()) {
            channel.write(block);
        }
        block.clear();
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
