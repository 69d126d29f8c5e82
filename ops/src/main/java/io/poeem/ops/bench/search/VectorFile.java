package io.poeem.ops.bench.search;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads {@code fvecs} and {@code ivecs}: rows of a little-endian int, how many numbers follow, and as many floats or ints. All rows
 * must be of one length. Nothing is allocated for what the file says of itself until its size has confirmed it.
 */
public final class VectorFile {
    private static final int MOST_COLUMNS = 1 << 16;
    private static final int BUFFER = 1 << 20;

    private final Path path;
    private final FileChannel channel;
    private final int rows;
    private final int columns;

    private VectorFile(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        long size = channel.size();
        if (size < Integer.BYTES) {
            throw fault("is of " + size + " bytes, but begins with the length of its first row");
        }
        this.columns = firstLength();
        if (columns < 1 || columns > MOST_COLUMNS) {
            throw fault("says that its first row is of " + columns + " numbers; it must be 1 to " + MOST_COLUMNS);
        }
        long row = (1L + columns) * Integer.BYTES;
        if (size % row != 0) {
            throw fault("is of " + size + " bytes, which is no number of rows of " + row + " bytes; is it cut off?");
        }
        if (size / row * columns > Integer.MAX_VALUE - 8) {
            throw fault(
                    "holds " + size / row + " rows of " + columns + " numbers, more than an array; take a part of it");
        }
        this.rows = (int) (size / row);
    }

    private int firstLength() throws IOException {
        ByteBuffer first = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        fill(first);
        channel.position(0);
        return first.getInt(0);
    }

    /** @throws VectorFileException if the file is missing, or not what it should be */
    public static FloatRows floats(Path path) {
        return read(path, file -> {
            float[] values = new float[file.rows * file.columns];
            file.each((buffer, row) -> buffer.asFloatBuffer().get(values, row * file.columns, file.columns));
            return new FloatRows(values, file.rows, file.columns);
        });
    }

    /** @throws VectorFileException if the file is missing, or not what it should be */
    public static IntRows ints(Path path) {
        return read(path, file -> {
            int[] values = new int[file.rows * file.columns];
            file.each((buffer, row) -> buffer.asIntBuffer().get(values, row * file.columns, file.columns));
            return new IntRows(values, file.rows, file.columns);
        });
    }

    private interface Reading<T> {
        T read(VectorFile file) throws IOException;
    }

    private interface RowReading {
        void read(ByteBuffer atTheRow, int row);
    }

    private static <T> T read(Path path, Reading<T> reading) {
        try (FileChannel channel = FileChannel.open(path)) {
            return reading.read(new VectorFile(path, channel));
        } catch (NoSuchFileException e) {
            throw new VectorFileException("There is no file " + path, e);
        } catch (IOException e) {
            throw new VectorFileException("Cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private void each(RowReading reading) throws IOException {
        int row = (1 + columns) * Integer.BYTES;
        int atOnce = Math.max(1, BUFFER / row);
        ByteBuffer buffer = ByteBuffer.allocate(atOnce * row).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < rows; from += atOnce) {
            int n = Math.min(atOnce, rows - from);
            buffer.clear().limit(n * row);
            fill(buffer);
            for (int i = 0; i < n; i++) {
                int length = buffer.getInt(i * row);
                if (length != columns) {
                    throw fault("has " + columns + " numbers in its first row and " + length + " in row " + (from + i)
                            + ", counted from 0; all rows must be of one length");
                }
                buffer.position(i * row + Integer.BYTES);
                reading.read(buffer, from + i);
            }
        }
    }

    private void fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("it ended while it was read");
            }
        }
    }

    private VectorFileException fault(String what) {
        return new VectorFileException(path + " " + what);
    }
}
