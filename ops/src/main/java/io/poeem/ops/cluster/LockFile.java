package io.poeem.ops.cluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A lock that one process at a time holds, until it is closed; the system gives it up with the process. The file stays. In one
 * process it is not to be asked for twice: closing the second one's channel would give the first one's lock up.
 */
final class LockFile implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;

    private LockFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Empty when somebody else has it. */
    static Optional<LockFile> tryTake(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isTaken(channel)) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new LockFile(file, channel));
        } catch (IOException e) {
            throw new ClusterException("Cannot lock " + file + ": " + e, e);
        }
    }

    /** Whether somebody else has it at this moment. */
    static boolean isTaken(Path file) {
        Optional<LockFile> lock = tryTake(file);
        lock.ifPresent(LockFile::close);
        return lock.isEmpty();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new ClusterException("Cannot give up " + file + ": " + e, e);
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }
}
