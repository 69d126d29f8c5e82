package io.poeem.searcher.cache;

import io.poeem.schemas.IndexManifest;
import io.poeem.searcher.plan.Link;
import io.poeem.state.image.IndexImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The file {@code INDEX.poeem} of a directory: one version, whole. Written beside it, forced to the disk, and only then renamed
 * to its name, so that the file is the old version or the new one. One process at a time may use it.
 *
 * <p>Symbolic links are refused, for the directory and for the file: whoever can plant one could have another file written
 * over or read.
 */
public final class VersionCache {

    private static final String PART = ".part";

    private final String index;
    private final Path directory;
    private final Path file;

    /**
     * Makes the directory where it is missing, and clears away what an interrupted writer left.
     *
     * @param index letters, digits, '.', '_' and '-', 1 to 200, the first no dot
     * @throws IllegalArgumentException if the name or the directory cannot be used
     * @throws UncheckedIOException if the disk cannot
     */
    public VersionCache(Path directory, String index) {
        this.index = index;
        this.directory = directory;
        if (!index.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}")) {
            throw new IllegalArgumentException("an index of this name, of " + index.length()
                    + " characters, has no cache file; 1 to 200 letters, digits, '.', '_' and '-' are allowed");
        }
        this.file = directory.resolve(index + ".poeem");
        refuseLink(directory);
        refuseLink(file);
        try {
            Files.createDirectories(directory);
            clearParts();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the cache directory " + directory + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static void refuseLink(Path path) {
        if (Files.isSymbolicLink(path)) {
            throw new IllegalArgumentException(
                    "the cache " + path + " is a symbolic link; name the directory itself, and remove links in it");
        }
    }

    private void clearParts() throws IOException {
        // Exactly ours: another index of this directory may have a name that begins with this one's.
        Pattern parts = Pattern.compile(Pattern.quote(index) + "-\\d+" + Pattern.quote(PART));
        try (DirectoryStream<Path> found = Files.newDirectoryStream(
                directory, path -> parts.matcher(path.getFileName().toString()).matches())) {
            for (Path part : found) {
                Files.deleteIfExists(part);
            }
        }
    }

    /**
     * What is kept; empty if there is nothing.
     *
     * @param maxBytes a longer file is not read
     * @throws CorruptCacheException if the file is not whole and true
     * @throws IOException if it cannot be read
     */
    public Optional<Cached> load(long maxBytes) throws CorruptCacheException, IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new CorruptCacheException(file + " is no file");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                InputStream in = Channels.newInputStream(channel)) {
            long bytes = channel.size();
            if (bytes > maxBytes) {
                throw new CorruptCacheException(file + " has " + bytes + " bytes, the limit is " + maxBytes
                        + "; raise maxVersionBytes and maxHeapBytes if it is true");
            }
            return Optional.of(CacheFile.read(in, index, bytes));
        }
    }

    /**
     * Keeps this version in place of what is kept.
     *
     * @throws IOException if the disk does not take it; what was kept stays
     */
    public void store(IndexManifest manifest, Link link, IndexImage image) throws IOException {
        Path part = Files.createTempFile(directory, index + "-", PART);
        try {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
                CacheFile.write(out, manifest, link, image);
                out.flush();
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceDirectory();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** So that the new name outlasts a power failure; not every file system lets a directory be opened for that. */
    private void forceDirectory() {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // then the old name may come back, which is a whole version as well
        }
    }

    /** Removes what is kept. */
    public void drop() throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
