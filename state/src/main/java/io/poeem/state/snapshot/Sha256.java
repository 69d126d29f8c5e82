package io.poeem.state.snapshot;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The one hash of the wire. */
final class Sha256 {
    static final int BYTES = 32;

    private Sha256() {}

    static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    static byte[] of(byte[] bytes, int length) {
        MessageDigest digest = start();
        digest.update(bytes, 0, length);
        return digest.digest();
    }
}
