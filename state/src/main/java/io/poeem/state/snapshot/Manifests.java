package io.poeem.state.snapshot;

import io.poeem.schemas.IndexManifest;
import io.poeem.schemas.MalformedRecord;

/**
 * Manifests as bytes. The last field of every manifest is the SHA-256 of all bytes before it, and every manifest holds the SHA-256 of
 * the whole of the one before: {@link #sha256} of what {@link #encode} returned.
 *
 * <p>Only these methods write and read manifests: {@code Wire} alone would not check. An instance is for one thread.
 */
public final class Manifests {

    /** The bytes for the versions topic: maps sorted by key, the last field filled in, whatever stood there. */
    public byte[] encode(IndexManifest manifest) {
        throw new UnsupportedOperationException();
    }

    /** Checks the hash, the sizes of all hashes and the ranges of all numbers. */
    public IndexManifest decode(byte[] bytes) throws MalformedRecord, SnapshotException {
        throw new UnsupportedOperationException();
    }

    /** What the next manifest names as its previous one. */
    public static byte[] sha256(byte[] encodedManifest) {
        throw new UnsupportedOperationException();
    }
}
