package io.poeem.ops.cluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The cluster's job on disk. Who submits, stops or resubmits holds the lock meanwhile: a command, or the supervisor. */
final class JobRecords {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final ClusterDirectory directory;

    JobRecords(ClusterDirectory directory) {
        this.directory = directory;
    }

    Optional<JobRecord> find() {
        return JsonFile.read(directory.job(), JobRecord.class);
    }

    /** @throws ClusterException when none was ever submitted */
    JobRecord get() {
        return find().orElseThrow(() ->
                new ClusterException("No job was submitted to this cluster; do so with 'poeem cluster submit'"));
    }

    void write(JobRecord record) {
        JsonFile.write(directory.job(), record);
    }

    void delete() {
        JsonFile.delete(directory.job());
    }

    /** Held until it is closed; the system gives it up with the process. */
    static final class Lock implements AutoCloseable {

        private final FileChannel channel;

        private Lock(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new ClusterException("Cannot give up the job's lock: " + e, e);
            }
        }
    }

    /** @throws ClusterException when somebody else still has it after the given time */
    Lock lock(long seconds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (true) {
            Optional<Lock> lock = tryLock();
            if (lock.isPresent()) {
                return lock.get();
            }
            if (System.nanoTime() > deadline) {
                throw new ClusterException("Another command has been at the job of " + directory.root() + " for "
                        + seconds + " s; wait for it, or end it");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    Optional<Lock> tryLock() {
        try {
            FileChannel channel = FileChannel.open(
                    directory.root().resolve("job.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (taken(channel)) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new Lock(channel));
        } catch (IOException e) {
            throw new ClusterException("Cannot lock the job of " + directory.root() + ": " + e, e);
        }
    }

    private static boolean taken(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }
}
