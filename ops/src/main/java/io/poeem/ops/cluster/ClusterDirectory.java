package io.poeem.ops.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a cluster lives. Nobody but its owner reads it: a job's settings may hold passwords.
 *
 * <pre>
 *   cluster.json   what it consists of          image/        what its Flink runs from
 *   job.json       the job that is to run       logs/         NAME.log, NAME.out
 *   processes/     NAME.json, the live ones     brokers/N/    settings and data
 *   checkpoints/, savepoints/, archive/, tmp/
 *   cluster.lock, supervisor.lock, job.lock
 * </pre>
 *
 * @param root absolute
 */
record ClusterDirectory(Path root) {

    ClusterDirectory {
        root = root.toAbsolutePath().normalize();
    }

    void make() {
        makeRoot();
        try {
            for (Path directory : new Path[] {processes(), logs(), archive(), root.resolve("tmp")}) {
                Files.createDirectories(directory);
            }
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** The directory itself, for its owner alone. */
    void makeRoot() {
        try {
            Files.createDirectories(root);
            if (root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** @throws ClusterException if there is something in it, but was never a cluster: {@link Cluster#delete} would take it too */
    void requireNothingElse() {
        if (!Files.isDirectory(root) || Files.exists(specFile()) || Files.exists(lock())) {
            return;
        }
        try (Stream<Path> entries = Files.list(root)) {
            if (entries.findAny().isPresent()) {
                throw new ClusterException(
                        root + " has files in it that are no cluster's, and a cluster is deleted with its directory;"
                                + " name a new or an empty one with --dir");
            }
        } catch (IOException e) {
            throw new ClusterException("Cannot read " + root + ": " + e + "; give another --dir", e);
        }
    }

    private ClusterException cannotWrite(IOException e) {
        return new ClusterException("Cannot write to " + root + ": " + e + "; give another --dir", e);
    }

    /** @throws ClusterException when no cluster was ever started here */
    ClusterSpec spec() {
        return findSpec()
                .orElseThrow(() -> new ClusterException("There is no cluster in " + root
                        + "; start one with 'poeem cluster up', or name its directory with --dir"));
    }

    Optional<ClusterSpec> findSpec() {
        return JsonFile.read(specFile(), ClusterSpec.class);
    }

    Path specFile() {
        return root.resolve("cluster.json");
    }

    /** Of who brings the cluster up, or down. */
    Path lock() {
        return root.resolve("cluster.lock");
    }

    /** Of the supervisor, for its life. */
    Path supervisorLock() {
        return root.resolve("supervisor.lock");
    }

    /** Of who is at the job: see {@link JobRecords}. */
    Path jobLock() {
        return root.resolve("job.lock");
    }

    Path job() {
        return root.resolve("job.json");
    }

    Path image() {
        return root.resolve("image");
    }

    /** Of jobs that ended, by id; written by the JobManager. */
    Path archive() {
        return root.resolve("archive");
    }

    Path processes() {
        return root.resolve("processes");
    }

    Path broker(int number) {
        return root.resolve("brokers").resolve(Integer.toString(number));
    }

    Path logs() {
        return root.resolve("logs");
    }

    /** What the process writes by its logger. */
    Path log(Member member) {
        return logs().resolve(member.name() + ".log");
    }

    /** What it writes to its standard output and error. */
    Path out(Member member) {
        return logs().resolve(member.name() + ".out");
    }

    /** Gone with the process. */
    Path temporary(Member member) {
        return root.resolve("tmp").resolve(member.name());
    }
}
