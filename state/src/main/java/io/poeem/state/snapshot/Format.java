package io.poeem.state.snapshot;

import io.poeem.state.bytes.ByteReader;
import io.poeem.state.bytes.ByteWriter;
import io.poeem.state.model.ModelBytes;
import io.poeem.state.snapshot.SnapshotException.Corrupt;
import io.poeem.state.snapshot.SnapshotException.TooNew;
import io.poeem.state.snapshot.SnapshotException.TooOld;

/**
 * How every payload begins: magic, format version, kind. The version is raised when a payload's layout changes; the layouts of all
 * versions from {@link #OLDEST} on are read for ever. Only the model's was ever raised.
 */
final class Format {
    static final int HEADER = 8;

    private static final int MAGIC = 0x6D656F50; // "Poem", little-endian
    private static final int OLDEST = 1;

    private Format() {}

    static void write(ByteWriter out, int kind) {
        write(out, kind, OLDEST);
    }

    static void write(ByteWriter out, int kind, int version) {
        out.i32(MAGIC).u16(version).u16(kind);
    }

    private static int newest(int kind) {
        return kind == ChunkKind.MODEL ? ModelBytes.NEWEST : 1;
    }

    /** The format version, which the kind's own reader may need. */
    static int read(ByteReader in, int kind) throws SnapshotException {
        if (in.remaining() < HEADER) {
            throw new Corrupt("payload of " + in.remaining() + " bytes has no whole header");
        }
        int magic = in.i32();
        if (magic != MAGIC) {
            throw new Corrupt("payload begins with " + Integer.toHexString(magic) + ", not with the magic number");
        }
        int version = in.u16();
        if (version < OLDEST) {
            throw new TooOld("payload has format " + version + ", the oldest that is read is " + OLDEST);
        }
        if (version > newest(kind)) {
            throw new TooNew("payload has format " + version + ", the newest that is known is " + newest(kind)
                    + "; update this reader");
        }
        int found = in.u16();
        if (found != kind) {
            throw new Corrupt("payload is of kind " + found + " in a chunk of kind " + kind);
        }
        return version;
    }
}
