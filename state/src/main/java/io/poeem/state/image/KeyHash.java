package io.poeem.state.image;

import java.security.SecureRandom;

/** A hash of strings that nobody can choose keys against: it starts from a secret of this process. Results do not depend on it. */
final class KeyHash {
    static final KeyHash SECRET = new KeyHash(new SecureRandom().nextLong());

    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private final long secret;

    KeyHash(long secret) {
        this.secret = secret;
    }

    int of(String key) {
        long hash = secret;
        for (int i = 0; i < key.length(); i++) {
            hash = step(hash, key.charAt(i));
        }
        return fold(hash);
    }

    /** As {@link #of} of the same characters. */
    int ofAscii(byte[] text, int from, int to) {
        long hash = secret;
        for (int i = from; i < to; i++) {
            hash = step(hash, text[i]);
        }
        return fold(hash);
    }

    private static long step(long hash, int character) {
        long mixed = (hash ^ character) * FACTOR;
        return mixed ^ mixed >>> 32;
    }

    private static int fold(long hash) {
        long mixed = hash * FACTOR;
        return (int) (mixed >>> 32);
    }
}
