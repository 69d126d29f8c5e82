package io.poeem.job.announce;

import java.nio.ByteBuffer;

/** The key of a part's manifest on its way to the {@link Announcer}: the shard's number, 4 bytes. */
public final class PartKey {

    private PartKey() {}

    /** @param shard 0 to shards - 1 */
    public static byte[] of(int shard) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(shard).array();
    }

    static int shard(byte[] key) {
        return ByteBuffer.wrap(key).getInt();
    }
}
