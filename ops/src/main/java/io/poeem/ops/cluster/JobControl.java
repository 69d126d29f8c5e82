package io.poeem.ops.cluster;

import io.poeem.job.options.JobOptions;
import io.poeem.job.options.SettingsFile;
import io.poeem.ops.cluster.JobRecord.Wanted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What commands ask of a cluster's job. Each holds the job's lock, so that the supervisor does not interfere. */
public final class JobControl {

    private static final long LOCK_SECONDS = 60;

    private final ClusterSpec spec;
    private final FlinkRest rest;
    private final JobRecords records;
    private final JobEnds ends;
    private final JobSubmission submission;
    private final Savepoints savepoints;

    /** @throws ClusterException when there is no cluster in the directory */
    public JobControl(Path directory) {
        this(new ClusterDirectory(directory));
    }

    private JobControl(ClusterDirectory directory) {
        this(directory, directory.spec(), new JobSubmission(directory, directory.spec()));
    }

    JobControl(ClusterDirectory directory, ClusterSpec spec, JobSubmission submission) {
        this.spec = spec;
        this.rest = new FlinkRest(spec.rest());
        this.records = new JobRecords(directory);
        this.ends = new JobEnds(rest, new JobArchive(directory.archive()));
        this.submission = submission;
        this.savepoints = new Savepoints(spec, rest);
    }

    /**
     * Submits the job.
     *
     * @param config a file of settings
     * @param set {@code key=value}, which go before the file's
     * @param what {@code savepoint}: this cluster's newest; {@code checkpoint}: the job's newest whole one, both with the job's settings
     *     unless there is a file; or a path
     * @return the job's id
     * @throws ClusterException when one is running, when what it is to go on from is none or of other shards, or when the JobManager
     *     does not take it, or cannot begin it
     */
    public String submit(Optional<Path> config, List<String> set, Optional<String> what) throws InterruptedException {
        try (LockFile held = records.lock(LOCK_SECONDS)) {
            Optional<JobRecord> before = records.find();
            before.filter(JobRecord::isAlive).ifPresent(job -> {
                throw new ClusterException("Job " + job.id()
                        + " is running here already; stop it with 'poeem cluster stop' or 'poeem cluster cancel'");
            });
            RestoreFrom from = RestoreFrom.of(what, before, submission);
            List<String> all = new ArrayList<>(config.map(JobControl::read).orElse(from.settings()));
            all.addAll(set);
            from.written().ifPresent(written -> InPlace.check(submission.options(written), submission.options(all)));
            return begin(all, from.path(), before);
        }
    }

    /**
     * Has the job write a savepoint, and go on.
     *
     * @return where it is
     */
    public String savepoint(long seconds) throws InterruptedException {
        try (LockFile held = records.lock(LOCK_SECONDS)) {
            JobRecord job = running();
            String location = savepoints.take(job.id(), seconds);
            records.write(job.withSavepoint(location));
            return location;
        }
    }

    /**
     * Ends the job with a savepoint.
     *
     * @return where it is
     */
    public String stop(long seconds) throws InterruptedException {
        try (LockFile held = records.lock(LOCK_SECONDS)) {
            return stopped(running(), seconds).savepoint().orElseThrow();
        }
    }

    /** Ends the job without a savepoint; its checkpoints stay. One that nobody knows any more counts as ended. */
    public void cancel(long seconds) throws InterruptedException {
        try (LockFile held = records.lock(LOCK_SECONDS)) {
            JobRecord job = running();
            FlinkRest.require(() -> rest.cancel(job.id()));
            records.write(awaitEnd(job, seconds).orElse(job.with(Wanted.CANCELED)));
        }
    }

    /**
     * Ends the job with a savepoint, and goes on from it with other settings.
     *
     * @param changes {@code key=value}
     * @return the new id
     */
    public String restart(List<String> changes, long seconds) throws InterruptedException {
        try (LockFile held = records.lock(LOCK_SECONDS)) {
            JobRecord job = running();
            List<String> set = new ArrayList<>(job.set());
            set.addAll(changes);
            checkSlots(submission.options(set)); // what is wrong is found before the job is stopped
            InPlace.check(submission.options(job.set()), submission.options(set));
            JobRecord stopped = stopped(job, seconds);
            return goOn(set, stopped);
        }
    }

    private JobRecord running() {
        JobRecord job = records.get();
        if (!job.isAlive()) {
            throw new ClusterException("Job " + job.id() + " is " + job.wanted() + "; 'poeem cluster submit' runs one");
        }
        return job;
    }

    /**
     * That it is to end is noted before it is asked for, and the savepoint as soon as it is there: this command may be ended, or
     * lose patience, and the supervisor then knows what to look for.
     */
    private JobRecord stopped(JobRecord job, long seconds) throws InterruptedException {
        String location;
        try {
            location = savepoints.stop(job.id(), seconds, () -> records.write(job.with(Wanted.STOPPING)));
        } catch (Savepoints.Failed e) {
            records.write(job.with(Wanted.RUNNING));
            throw e;
        }
        JobRecord saved = job.withSavepoint(location);
        records.write(saved.with(Wanted.STOPPING));
        awaitEnd(job, seconds);
        records.write(saved.with(Wanted.STOPPED));
        return saved.with(Wanted.STOPPED);
    }

    /** Whoever asked for other settings has to know when there is no job at all now. */
    private String goOn(List<String> set, JobRecord stopped) throws InterruptedException {
        try {
            return begin(set, stopped.savepoint(), Optional.of(stopped));
        } catch (ClusterException e) {
            if (records.get().equals(stopped)) {
                throw new ClusterException(
                        e.getMessage()
                                + "; the job is stopped, and 'poeem cluster submit --from savepoint' goes on as it was",
                        e);
            }
            throw e;
        }
    }

    /** The record is written first: a job that nobody knows of would have to be found by hand. It goes when there is no such job for sure. */
    private String begin(List<String> set, Optional<String> from, Optional<JobRecord> before)
            throws InterruptedException {
        JobOptions options = submission.options(set);
        checkSlots(options);
        from.ifPresent(path -> RestoreCheck.check(path, options));
        FlinkRest.require(rest::overview);
        JobRecord job = JobRecord.fresh(set, from, before);
        Beginning beginning = new Beginning(rest, submission, job);
        records.write(job);
        try {
            beginning.begin();
            return job.id();
        } catch (ClusterException
                | InterruptedException e) { // the latter by Ctrl-C: nothing is to begin, unless it has
            if (beginning.isNone()) {
                before.ifPresentOrElse(records::write, records::delete);
            }
            throw e;
        }
    }

    private void checkSlots(JobOptions options) {
        Slots.tooFew(spec, options).ifPresent(message -> {
            throw new ClusterException(message);
        });
    }

    /** How it ended; empty when nobody knows of it any more, as after its JobManager's death, with which it ended too. */
    private Optional<JobRecord> awaitEnd(JobRecord job, long seconds) throws InterruptedException {
        Deadline deadline = Deadline.in(seconds);
        while (true) {
            boolean known = FlinkRest.require(() -> rest.job(job.id())).isPresent();
            Optional<JobRecord> end = FlinkRest.require(() -> ends.of(job));
            if (end.isPresent() || !known) {
                return end;
            }
            deadline.pause("Job " + job.id() + " did not end", "the supervisor notes it when it does; ");
        }
    }

    private static List<String> read(Path file) {
        List<String> all = new ArrayList<>();
        SettingsFile.read(file).forEach((key, value) -> all.add(key + "=" + value));
        return all;
    }
}
