package io.poeem.searcher.cache;

import io.poeem.schemas.ChunkRef;
import io.poeem.schemas.IndexChunk;
import io.poeem.schemas.IndexManifest;
import io.poeem.schemas.Limits;
import io.poeem.schemas.MalformedRecord;
import io.poeem.schemas.Wire;
import io.poeem.searcher.plan.Link;
import io.poeem.searcher.topic.LogAnnouncementSource;
import io.poeem.state.image.IndexImage;
import io.poeem.state.image.Items;
import io.poeem.state.image.TokenRows;
import io.poeem.state.snapshot.Assembler;
import io.poeem.state.snapshot.Manifests;
import io.poeem.state.snapshot.SnapshotException;
import io.poeem.state.snapshot.VersionWriter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A version as bytes of a file:
 *
 * <pre>
 * "PoemCach" · i32 format (1) · announcement · chunk · chunk · … · i32 0 · manifest · SHA-256 of all before (32 bytes)
 * </pre>
 *
 * where announcement, chunk and manifest are an i32 length (big-endian) and a record as it stands in topics; docs/wire.md has
 * them. The announcement is that of the version; chunks and manifest are the same content as a full version. So a file is
 * decoded as a hostile topic is: every length bounded, every hash compared, one more over all.
 */
final class CacheFile {

    private static final long MAGIC = 0x506f656d43616368L; // PoemCach
    private static final int FORMAT = 1;
    private static final int SHA256_BYTES = 32;
    private static final int CHUNK_BYTES = 512 << 10;

    private CacheFile() {}

    static void write(OutputStream to, IndexManifest manifest, Link link, IndexImage image) throws IOException {
        byte[] announcement = new Manifests().encode(manifest);
        if (!LogAnnouncementSource.link(manifest, announcement).equals(link)) {
            throw new IOException("the announcement of version " + link.version()
                    + " was written by another release of the trainer, and cannot be kept as it was");
        }
        MessageDigest sha256 = sha256();
        DataOutputStream out = new DataOutputStream(new DigestOutputStream(to, sha256));
        out.writeLong(MAGIC);
        out.writeInt(FORMAT);
        writeRecord(out, announcement);
        List<ChunkRef> refs = writeChunks(out, manifest.getIndex(), image);
        out.writeInt(0);
        writeRecord(out, new Manifests().encode(full(manifest, refs)));
        to.write(sha256.digest());
    }

    private static List<ChunkRef> writeChunks(DataOutputStream out, String index, IndexImage image) {
        Wire<IndexChunk> wire = Wire.chunks(Limits.INDEX);
        VersionWriter writer = new VersionWriter(
                index,
                image.version(),
                0,
                image.model().shape(),
                CHUNK_BYTES,
                chunk -> writeRecord(out, wire.encode(chunk)));
        Items items = image.copyOfItems();
        int subspaces = image.model().shape().subspaces();
        int dims = image.model().shape().dims();
        for (int i = 0; i < items.size(); i++) {
            writer.item(items.id(i), items.coarse(i), items.codes(), i * subspaces, items.norm(i), items.logCount(i));
            if (items.hasVectors()) {
                writer.vector(items.id(i), items.vectors(), i * dims);
            }
        }
        TokenRows tokens = image.tokens();
        for (int i = 0; i < tokens.size(); i++) {
            writer.token(tokens.token(i), tokens.row(i), 0);
        }
        writer.model(image.model());
        return writer.finish();
    }

    private static IndexManifest full(IndexManifest manifest, List<ChunkRef> refs) {
        return new IndexManifest(
                manifest.getIndex(),
                manifest.getVersion(),
                Link.NO_BASE,
                refs,
                manifest.getTrainedThrough(),
                List.of(),
                manifest.getOptionHash(),
                Map.of(),
                Map.of(),
                ByteBuffer.allocate(0),
                ByteBuffer.allocate(SHA256_BYTES));
    }

    private static void writeRecord(DataOutputStream out, byte[] bytes) {
        try {
            out.writeInt(bytes.length);
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Cached read(InputStream from, String index, long bytes) throws IOException, CorruptCacheException {
        MessageDigest sha256 = sha256();
        DataInputStream in = new DataInputStream(new DigestInputStream(from, sha256));
        try {
            if (in.readLong() != MAGIC) {
                throw new CorruptCacheException("it is no cache file");
            }
            int format = in.readInt();
            if (format != FORMAT) {
                throw new CorruptCacheException("its format is " + format + ", this release knows " + FORMAT);
            }
            byte[] announcement = readRecord(in, in.readInt());
            List<byte[]> chunks = new ArrayList<>();
            for (int length = in.readInt(); length != 0; length = in.readInt()) {
                chunks.add(readRecord(in, length));
            }
            byte[] manifest = readRecord(in, in.readInt());
            byte[] computed = sha256.digest();
            if (!MessageDigest.isEqual(computed, in.readNBytes(SHA256_BYTES)) || in.read() >= 0) {
                throw new CorruptCacheException("its content does not match its hash");
            }
            return decode(index, announcement, chunks, manifest, bytes);
        } catch (EOFException e) {
            throw new CorruptCacheException("it ends early, after " + bytes + " bytes");
        } catch (MalformedRecord | SnapshotException | IllegalArgumentException e) {
            throw new CorruptCacheException(e.getMessage());
        }
    }

    private static byte[] readRecord(DataInputStream in, int length) throws IOException, CorruptCacheException {
        if (length < 1 || length > Limits.INDEX.recordBytes()) {
            throw new CorruptCacheException("a record of " + length + " bytes stands in it; 1 to "
                    + Limits.INDEX.recordBytes() + " are possible");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private static Cached decode(String index, byte[] announcement, List<byte[]> chunks, byte[] manifest, long bytes)
            throws MalformedRecord, SnapshotException, CorruptCacheException {
        Manifests manifests = new Manifests();
        IndexManifest announced = manifests.decode(announcement);
        IndexManifest content = manifests.decode(manifest);
        Wire<IndexChunk> wire = Wire.chunks(Limits.INDEX);
        Assembler assembler = new Assembler(index, Math.max(1, 2 * bytes + (1 << 20)), 1);
        for (byte[] chunk : chunks) {
            assembler.add(wire.decode(chunk));
        }
        IndexImage image = IndexImage.empty().apply(assembler.assemble(content));
        if (announced.getVersion() != image.version() || !announced.getIndex().equals(index)) {
            throw new CorruptCacheException("it announces version " + announced.getVersion() + " of index '"
                    + announced.getIndex() + "' but holds version " + image.version());
        }
        return new Cached(announced, LogAnnouncementSource.link(announced, announcement), image, bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
