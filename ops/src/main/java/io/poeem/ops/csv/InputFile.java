package io.poeem.ops.csv;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file opened for reading, gunzipped when it is gzip (by its first bytes, whatever its name); tells how far it is read. */
final class InputFile implements AutoCloseable {

    private static final int GZIP_BUFFER = 1 << 16;

    private final Path path;
    private final Counting counting;
    private final LineReader lines;

    private InputFile(Path path, Counting counting, LineReader lines) {
        this.path = path;
        this.counting = counting;
        this.lines = lines;
    }

    /** @throws FileFault when the file is missing or unreadable */
    static InputFile open(Path path) {
        try {
            if (Files.isDirectory(path)) {
                throw new FileFault(path + " is a directory; name a file");
            }
            // A channel's stream looks for its position, which a pipe has not.
            return of(path, Pipes.is(path) ? new FileInputStream(path.toFile()) : Files.newInputStream(path));
        } catch (NoSuchFileException e) {
            throw new FileFault("There is no file " + path, e);
        } catch (IOException e) {
            throw new FileFault("Cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    /** @param in owned from here on, closed when it cannot be read */
    static InputFile of(Path path, InputStream in) throws IOException {
        try {
            Counting counting = new Counting(in);
            return new InputFile(path, counting, new LineReader(plain(counting)));
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static InputStream plain(InputStream in) throws IOException {
        BufferedInputStream raw = new BufferedInputStream(in, GZIP_BUFFER);
        raw.mark(2);
        boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        return gzip ? new GZIPInputStream(raw, GZIP_BUFFER) : raw;
    }

    /** The next line, or null at the end. */
    Line next() {
        try {
            return lines.next();
        } catch (IOException e) {
            throw new FileFault("Cannot read " + path + " to its end: " + e.getMessage(), e);
        }
    }

    /** Bytes read from the disk so far. */
    long bytesRead() {
        return counting.read;
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            counting.close();
        } catch (IOException e) {
            throw new FileFault("Cannot close " + path, e);
        }
    }

    private static final class Counting extends FilterInputStream {
        private long read;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            read += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] b, int offset, int length) throws IOException {
            int n = super.read(b, offset, length);
            read += Math.max(0, n);
            return n;
        }
    }
}
