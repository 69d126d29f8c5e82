package io.poeem.state.snapshot;

import io.poeem.schemas.ChunkRef;
import io.poeem.schemas.IndexManifest;
import io.poeem.schemas.Limits;
import io.poeem.schemas.MalformedRecord;
import io.poeem.schemas.Wire;
import io.poeem.state.snapshot.SnapshotException.Corrupt;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * Manifests as bytes. The last 32 bytes of every manifest are the SHA-256 of all bytes before them, and every manifest holds the
 * SHA-256 of the whole of the one before: {@link #sha256} of what {@link #encode} returned.
 *
 * <p>Only these methods write and read manifests: {@link Wire} alone would not check. An instance is for one thread.
 */
public final class Manifests {
    private final Wire<IndexManifest> wire = Wire.manifests(Limits.INDEX);

    /** The bytes for the versions topic: maps sorted by key, the last field filled in, whatever stood there. */
    public byte[] encode(IndexManifest manifest) {
        IndexManifest sealed = new IndexManifest(
                manifest.getIndex(),
                manifest.getVersion(),
                manifest.getBase(),
                manifest.getChunks(),
                manifest.getTrainedThrough(),
                manifest.getOffsets(),
                manifest.getOptionHash(),
                new TreeMap<>(manifest.getCounts()),
                new TreeMap<>(manifest.getHealth()),
                manifest.getPreviousSha256(),
                ByteBuffer.allocate(Sha256.BYTES));
        byte[] bytes = wire.encode(sealed);
        int end = bytes.length - Sha256.BYTES;
        System.arraycopy(Sha256.of(bytes, end), 0, bytes, end, Sha256.BYTES);
        return bytes;
    }

    /**
     * Checks the hash and every number's range.
     *
     * @throws MalformedRecord if the bytes are not a manifest's at all
     * @throws Corrupt if they were one once
     */
    public IndexManifest decode(byte[] bytes) throws MalformedRecord, Corrupt {
        IndexManifest manifest = wire.decode(bytes);
        int end = bytes.length - Sha256.BYTES;
        if (manifest.getSha256().remaining() != Sha256.BYTES
                || !Arrays.equals(Sha256.of(bytes, end), Arrays.copyOfRange(bytes, end, bytes.length))) {
            throw new Corrupt("manifest of version " + manifest.getVersion() + " does not match its own hash");
        }
        requireRanges(manifest);
        return manifest;
    }

    /** What the next manifest names as its previous one. */
    public static byte[] sha256(byte[] encodedManifest) {
        return Sha256.of(encodedManifest, encodedManifest.length);
    }

    private static void requireRanges(IndexManifest manifest) throws Corrupt {
        String name = "manifest of version " + manifest.getVersion();
        if (manifest.getVersion() < 0 || manifest.getBase() < -1 || manifest.getBase() >= manifest.getVersion()) {
            throw new Corrupt(name + " has base " + manifest.getBase() + "; it must be older, or -1");
        }
        int previous = manifest.getPreviousSha256().remaining();
        if (previous != 0 && previous != Sha256.BYTES) {
            throw new Corrupt(name + " has a previous hash of " + previous + " bytes; it must have 0 or 32");
        }
        for (ChunkRef ref : manifest.getChunks()) {
            if (ref.getPart() < 0
                    || ref.getSequence() < 0
                    || ref.getLength() < 0
                    || ref.getSha256().remaining() != Sha256.BYTES) {
                throw new Corrupt(name + " has an impossible chunk " + ref);
            }
        }
    }
}
