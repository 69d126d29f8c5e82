package io.poeem.ops.cluster;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The cluster's job on disk. Who submits, stops or resubmits holds the lock meanwhile: a command, or the supervisor. */
final class JobRecords {

    private static final long PAUSE_MILLIS = 50;

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

    /** @throws ClusterException when somebody else still has it after the given time */
    LockFile lock(long seconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (true) {
            Optional<LockFile> lock = tryLock();
            if (lock.isPresent()) {
                return lock.get();
            }
            if (System.nanoTime() > deadline) {
                throw new ClusterException(
                        "Another command, or the supervisor, which submits the job again, has been at the job of "
                                + directory.root() + " for " + seconds
                                + " s; 'poeem cluster logs supervisor' tells what it does."
                                + " Wait for it, or end the other command");
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    Optional<LockFile> tryLock() {
        return LockFile.tryTake(directory.jobLock());
    }
}
