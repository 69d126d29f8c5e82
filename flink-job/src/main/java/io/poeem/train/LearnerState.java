package io.poeem.train;

import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.train.codebook.CodebookLearner;
import io.poeem.train.publish.VersionTally;
import io.poeem.train.rows.RowTable;
import io.poeem.train.tower.TowerNetwork;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * All of a learner that is not rows, and its bytes.
 *
 * <p>Version 1, big-endian: magic {@code PLRN}, version 1 (4), J, K, D, d (4 each), phase (4), last version (8), published
 * items and tokens (8 each), then counts, popularity, health and sample as their own classes write them; query tower, item
 * tower, codebooks (each 4 bytes of length, then as they write themselves; no codebooks: length 0), rotation flag (1; 1: d·d
 * floats follow); for items and for tokens: number of rows (8), number of touched keys (4), each 4 bytes of length and
 * UTF-8.
 */
final class LearnerState {

    private static final int MAGIC = 'P' << 24 | 'L' << 16 | 'R' << 8 | 'N';
    private static final int VERSION = 1;

    private final LearnerOptions options;
    private final Shape shape;

    final Counts counts = new Counts();
    final Popularity popularity;
    final Health health;
    final Sample sample;
    Phase phase;
    /** Null before the joint phase. */
    CodebookLearner codebooks;

    Rotation rotation;
    long lastVersion = -1;
    long publishedItems;
    long publishedTokens;

    LearnerState(LearnerOptions options, Shape shape) {
        this.options = options;
        this.shape = shape;
        popularity = new Popularity(options.popularity().halfLife());
        health = new Health(shape);
        sample = new Sample(options.schedule().sample(), shape.dims());
        phase = options.schedule().warmUp() == 0 ? Phase.COLLECT : Phase.WARM_UP;
        rotation = Rotation.identity(shape.dims());
    }

    void published(long version, VersionTally tally) {
        lastVersion = version;
        publishedItems += tally.newItems() - tally.removedItems();
        publishedTokens += tally.newTokens() - tally.removedTokens();
    }

    byte[] toBytes(TowerNetwork query, TowerNetwork item, RowTable items, RowTable tokens) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writeHead(out);
            counts.write(out);
            popularity.write(out);
            health.write(out);
            sample.write(out);
            writeBlock(out, query.toBytes());
            writeBlock(out, item.toBytes());
            writeBlock(out, codebooks == null ? new byte[0] : codebooks.toBytes());
            writeRotation(out);
            writeTable(out, items);
            writeTable(out, tokens);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    void restore(byte[] bytes, TowerNetwork query, TowerNetwork item, RowTable items, RowTable tokens) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            readHead(in);
            counts.read(in);
            popularity.read(in);
            health.read(in);
            sample.read(in);
            query.restore(readBlock(in));
            item.restore(readBlock(in));
            byte[] learned = readBlock(in);
            codebooks = learned.length == 0
                    ? null
                    : CodebookLearner.fromBytes(options.codebooks().learning(), shape, learned);
            check((codebooks != null) == (phase == Phase.JOINT), "codebooks and phase " + phase + " do not fit");
            readRotation(in);
            readTable(in, items);
            readTable(in, tokens);
            check(in.available() == 0, in.available() + " bytes too many");
        } catch (IOException e) {
            throw new IllegalStateException("learner's state of " + bytes.length + " bytes: " + e.getMessage(), e);
        }
    }

    private void writeHead(DataOutputStream out) throws IOException {
        for (int value : head()) {
            out.writeInt(value);
        }
        out.writeInt(phase.code());
        out.writeLong(lastVersion);
        out.writeLong(publishedItems);
        out.writeLong(publishedTokens);
    }

    private void readHead(DataInputStream in) throws IOException {
        String[] names = {
            "magic", "version", "coarse.centroids", "codebook.centroids", "codebook.subspaces", "model.dims"
        };
        int[] expected = head();
        for (int i = 0; i < expected.length; i++) {
            int found = in.readInt();
            check(
                    found == expected[i],
                    names[i] + " is " + found + ", but here " + expected[i]
                            + "; state can only be taken up with the options it was written with");
        }
        phase = Phase.of(in.readInt());
        lastVersion = in.readLong();
        publishedItems = in.readLong();
        publishedTokens = in.readLong();
    }

    private int[] head() {
        return new int[] {MAGIC, VERSION, shape.coarse(), shape.centroids(), shape.subspaces(), shape.dims()};
    }

    private void writeRotation(DataOutputStream out) throws IOException {
        out.writeBoolean(!rotation.isIdentity());
        if (!rotation.isIdentity()) {
            for (float value : rotation.matrix()) {
                out.writeFloat(value);
            }
        }
    }

    private void readRotation(DataInputStream in) throws IOException {
        rotation = Rotation.identity(shape.dims());
        if (in.readBoolean()) {
            float[] matrix = new float[shape.dims() * shape.dims()];
            for (int i = 0; i < matrix.length; i++) {
                matrix[i] = in.readFloat();
            }
            rotation = Rotation.of(matrix, shape.dims());
        }
    }

    private static void writeTable(DataOutputStream out, RowTable table) throws IOException {
        out.writeLong(table.size());
        String[] touched = table.touchedKeys();
        out.writeInt(touched.length);
        for (String key : touched) {
            writeBlock(out, key.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void readTable(DataInputStream in, RowTable table) throws IOException {
        long size = in.readLong();
        int count = in.readInt();
        check(size >= 0 && count >= 0 && count <= in.available() / 4, count + " touched keys of " + size + " rows");
        List<String> touched = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            touched.add(new String(readBlock(in), StandardCharsets.UTF_8));
        }
        table.restore(size, touched);
    }

    private static void writeBlock(DataOutputStream out, byte[] block) throws IOException {
        out.writeInt(block.length);
        out.write(block);
    }

    private static byte[] readBlock(DataInputStream in) throws IOException {
        int length = in.readInt();
        check(
                length >= 0 && length <= in.available(),
                "block of " + length + " bytes where " + in.available() + " remain");
        return in.readNBytes(length);
    }

    private static void check(boolean holds, String message) throws IOException {
        if (!holds) {
            throw new IOException(message);
        }
    }
}
