package io.poeem.train;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Bytes with their length before them, 4 bytes big-endian, within a learner's state. */
final class Blocks {

    private Blocks() {}

    static void write(DataOutputStream out, byte[] block) throws IOException {
        out.writeInt(block.length);
        out.write(block);
    }

    /** The next block; only as much is allocated as is there. */
    static byte[] read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("block of " + length + " bytes where " + in.available() + " remain");
        }
        return in.readNBytes(length);
    }
}
