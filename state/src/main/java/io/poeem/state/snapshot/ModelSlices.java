package io.poeem.state.snapshot;

import io.poeem.state.bytes.ByteReader;
import io.poeem.state.bytes.ByteWriter;
import io.poeem.state.model.Model;
import io.poeem.state.model.ModelBytes;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A model that may be longer than a chunk: each MODEL payload is i32 total length, i32 offset, and the bytes from there. */
final class ModelSlices {
    private static final int HEADER = Format.HEADER + 8;

    private final Map<Integer, byte[]> slices = new TreeMap<>();
    private int total = -1;
    private int format;

    static void cut(byte[] model, int format, int payloadBytes, Consumer<byte[]> out) {
        int most = payloadBytes - HEADER;
        for (int offset = 0; offset < model.length; offset += most) {
            int length = Math.min(most, model.length - offset);
            ByteWriter payload = new ByteWriter(HEADER + length);
            Format.write(payload, ChunkKind.MODEL, format);
            out.accept(payload.i32(model.length)
                    .i32(offset)
                    .bytes(model, offset, length)
                    .toBytes());
        }
    }

    /** @param version of the payload's format */
    void add(ByteReader in, int version) {
        if (format > 0 && format != version) {
            throw new IllegalArgumentException("slices of models of formats " + format + " and " + version);
        }
        format = version;
        int declared = in.i32();
        int offset = in.i32();
        if (total >= 0 && total != declared) {
            throw new IllegalArgumentException("slices of models of " + total + " and of " + declared + " bytes");
        }
        total = declared;
        if (slices.put(offset, in.bytes(in.remaining(), "model")) != null) {
            throw new IllegalArgumentException("two slices of the model at byte " + offset);
        }
    }

    Model model() {
        ByteWriter whole = new ByteWriter(1024);
        slices.forEach((offset, slice) -> {
            if (offset != whole.size()) {
                throw new IllegalArgumentException("model has bytes to " + whole.size() + " and from " + offset);
            }
            whole.bytes(slice, 0, slice.length);
        });
        if (whole.size() != total) {
            throw new IllegalArgumentException(
                    total < 0 ? "no MODEL chunk" : "model has " + whole.size() + " bytes of " + total);
        }
        return ModelBytes.read(new ByteReader(ByteBuffer.wrap(whole.toBytes())), format);
    }
}
