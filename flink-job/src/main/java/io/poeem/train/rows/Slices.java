package io.poeem.train.rows;

import java.nio.charset.StandardCharsets;

/**
 * The fixed division of all keys into slices: the unit in which untouched rows are visited, a few per version.
 *
 * <p>slice(key) = the low six bits of FNV-1a (64 bits) over the key's UTF-8, folded. State written under one division is
 * read under it for ever: never change it.
 */
public final class Slices {

    /** How many slices there are. */
    public static final int COUNT = 64;

    /** The mask of all slices, as {@link RowTable#sweep} takes it. */
    public static final long ALL = -1L;

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Slices() {}

    /** The slice of a key: 0 … 63. */
    public static int of(String key) {
        long hash = hash(key);
        return (int) (hash ^ hash >>> 32) & COUNT - 1;
    }

    /** FNV-1a over the key's UTF-8. */
    static long hash(String key) {
        return hash(key.getBytes(StandardCharsets.UTF_8));
    }

    /** FNV-1a. */
    static long hash(byte[] utf8) {
        long hash = FNV_OFFSET;
        for (byte b : utf8) {
            hash = (hash ^ b & 0xff) * FNV_PRIME;
        }
        return hash;
    }
}
