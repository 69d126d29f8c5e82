package io.poeem.ops.serve.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A secret that requests have to show as {@code Authorization: Bearer …}. Only its hash is kept, and nothing prints it. */
public final class BearerToken {

    private static final int MIN = 16;
    private static final int MAX = 4_096;
    private static final String SCHEME = "Bearer ";

    private final byte[] hash;

    private BearerToken(byte[] hash) {
        this.hash = hash;
    }

    /**
     * @param from where it comes from, for the error message
     * @throws IllegalArgumentException if it is too short to be a secret, too long, or holds what no header can
     */
    public static BearerToken of(String secret, String from) {
        if (secret.length() < MIN || secret.length() > MAX) {
            throw new IllegalArgumentException("the token of " + from + " has " + secret.length()
                    + " characters, but must have " + MIN + " to " + MAX + "; make one with: openssl rand -hex 32");
        }
        if (!secret.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("the token of " + from
                    + " holds a space or a character that is not ASCII; make one with: openssl rand -hex 32");
        }
        return new BearerToken(sha256(secret));
    }

    /** White space around it is left out. */
    public static BearerToken read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX + 256);
            return of(new String(bytes, StandardCharsets.UTF_8).strip(), file.toString());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the token cannot be read from " + file + ": " + e.getMessage() + "; is it there and readable?", e);
        }
    }

    /** Takes the same time whatever is wrong. */
    boolean isShown(String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        return MessageDigest.isEqual(
                hash, sha256(authorization.substring(SCHEME.length()).strip()));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "a bearer token";
    }
}
