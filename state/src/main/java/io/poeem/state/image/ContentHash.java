package io.poeem.state.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.poeem.state.model.ModelBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of an image's content, fed in blocks. The canonical form is laid out in {@code docs/wire.md}. */
final class ContentHash {
    private static final int BLOCK = 1 << 16;

    private final MessageDigest digest;
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);

    private ContentHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    static byte[] of(IndexImage image) {
        ContentHash hash = new ContentHash();
        hash.bytes(ModelBytes.write(image.model()));
        hash.tokens(image.tokens());
        hash.items(image.items(), image.model().shape().subspaces());
        hash.flush();
        return hash.digest.digest();
    }

    private void tokens(TokenRows tokens) {
        room(4).putInt(tokens.size());
        for (int i = 0; i < tokens.size(); i++) {
            bytes(tokens.token(i).getBytes(UTF_8));
            float[] row = tokens.row(i);
            ByteBuffer target = room(4 * row.length);
            target.asFloatBuffer().put(row);
            target.position(target.position() + 4 * row.length);
        }
    }

    private void items(Items items, int subspaces) {
        room(4).putInt(items.size());
        for (int i = 0; i < items.size(); i++) {
            bytes(items.id(i).getBytes(UTF_8));
            room(4).putInt(items.coarse(i));
            room(subspaces).put(items.codes(), i * subspaces, subspaces);
            room(8).putFloat(items.norm(i)).putFloat(items.logCount(i));
        }
    }

    /** i32 length, then the bytes. */
    private void bytes(byte[] value) {
        room(4).putInt(value.length);
        if (value.length <= BLOCK) {
            room(value.length).put(value);
        } else {
            flush();
            digest.update(value);
        }
    }

    private ByteBuffer room(int n) {
        if (block.remaining() < n) {
            flush();
        }
        return block;
    }

    private void flush() {
        digest.update(block.array(), 0, block.position());
        block.clear();
    }
}
