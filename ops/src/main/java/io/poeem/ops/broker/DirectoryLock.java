package io.poeem.ops.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Holds a directory for one broker of one process, by a lock on its file {@code lock}; the system gives it up with the process. */
final class DirectoryLock implements AutoCloseable {

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @param directory made when missing
     * @throws BrokerException when another broker has it, or it cannot be used
     */
    static DirectoryLock take(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel channel =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new BrokerException(
                        "Another broker is running on " + directory.toAbsolutePath()
                                + "; stop it, use it, or give this one another --data",
                        null);
            }
            return new DirectoryLock(channel);
        } catch (IOException e) {
            throw new BrokerException("Cannot write to " + directory + ": " + e, e);
        }
    }

    /** Null when it is taken, by this process or another. */
    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot give up the lock of the broker's directory", e);
        }
    }
}
