package io.poeem.ops.cluster;

import io.poeem.ops.checkpoint.Checkpoint;
import io.poeem.ops.checkpoint.Checkpoints;
import io.poeem.ops.cluster.JobRecord.Wanted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes how the cluster's job ends, and submits it again when a new JobManager does not know it: from the newest whole
 * checkpoint, which it claims, under a new id; after one that fails, with a pause that doubles up to a minute.
 *
 * <p>Flink's own restarts of the job, after a TaskManager is gone or a broker, are not seen here. A job of which there once was
 * a checkpoint, and now is none, is not begun anew: that would publish everything again.
 */
final class JobWatch implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);

    private static final long TICK_MILLIS = 500;
    private static final long FIRST_PAUSE_MILLIS = 1_000;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;

    private final ClusterSpec spec;
    private final FlinkRest rest;
    private final JobRecords records;
    private final JobEnds ends;
    private final JobSubmission submission;
    private final Backoff submissions;

    JobWatch(ClusterDirectory directory, ClusterSpec spec) {
        this(
                directory,
                spec,
                new JobSubmission(directory, spec),
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    }

    /** @param clock milliseconds that only grow */
    JobWatch(ClusterDirectory directory, ClusterSpec spec, JobSubmission submission, LongSupplier clock) {
        this.spec = spec;
        this.rest = new FlinkRest(spec.rest());
        this.records = new JobRecords(directory);
        this.ends = new JobEnds(rest, new JobArchive(directory.archive()));
        this.submission = submission;
        this.submissions = new Backoff(FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS, clock);
    }

    /** Until it is interrupted. */
    @Override
    public void run() {
        try {
            while (true) {
                look();
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns at once when there is nothing to do, or when somebody else is at the job. Nothing but an interruption ends the thread. */
    void look() throws InterruptedException {
        try {
            Optional<LockFile> lock = alive().flatMap(job -> records.tryLock());
            if (lock.isPresent()) {
                try (LockFile held = lock.get()) {
                    Optional<JobRecord> job = alive();
                    if (job.isPresent()) {
                        look(job.get());
                    }
                }
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (FlinkRest.Unreachable e) {
            LOG.debug("Asked again soon", e);
        } catch (Throwable e) { // errors too: nobody else would look after the job
            LOG.error("Looking after the job failed; tried again", e);
        }
    }

    private Optional<JobRecord> alive() {
        return records.find().filter(JobRecord::isAlive);
    }

    private void look(JobRecord job) throws FlinkRest.Unreachable, InterruptedException {
        boolean known = rest.job(job.id()).isPresent();
        Optional<JobRecord> end = ends.of(job);
        if (end.isPresent()) {
            note(end.get());
        } else if (known) {
            submissions.succeeded();
            noteCheckpoint(job);
        } else if (submissions.isOver()) {
            goOn(job);
        }
    }

    private void note(JobRecord ended) {
        LOG.info("Job {} is {}", ended.id(), ended.wanted());
        records.write(ended);
    }

    private void noteCheckpoint(JobRecord job) throws FlinkRest.Unreachable, InterruptedException {
        if (!job.checkpointed()) {
            boolean completed = rest.checkpoints(job.id())
                    .filter(found -> found.path("counts").path("completed").asInt() > 0)
                    .isPresent();
            if (completed) {
                records.write(job.withCheckpoint());
            }
        }
    }

    /** Of a job that nobody knows of any more, and that has not ended. */
    private void goOn(JobRecord job) throws InterruptedException {
        Path directory = submission.checkpoints(job);
        Optional<Checkpoint> newest = Checkpoints.newest(directory, job.ids());
        Optional<JobRecord> stopped = stopped(job, newest);
        if (stopped.isPresent()) {
            note(stopped.get());
        } else if (newest.isEmpty() && job.checkpointed()) {
            LOG.error(
                    "Job {} is unknown to the JobManager at {}, and of its checkpoints none whole is left in {}; submit it anew, or from a savepoint",
                    job.id(),
                    spec.rest(),
                    directory);
            records.write(job.with(Wanted.FAILED));
        } else {
            resubmit(job, directory, newest);
        }
    }

    /**
     * A job that was to end with a savepoint, which is whole and of after the newest checkpoint, has ended, though its JobManager did
     * not live to say so: what it published with the savepoint would be published again from the checkpoint.
     */
    private Optional<JobRecord> stopped(JobRecord job, Optional<Checkpoint> newest) {
        if (job.wanted() != Wanted.STOPPING) {
            return Optional.empty();
        }
        long checkpoint = newest.map(Checkpoint::number).orElse(0L);
        return Checkpoints.newestSavepoint(spec.savepoints(), job.id())
                .filter(savepoint -> savepoint.number() > checkpoint)
                .map(savepoint ->
                        job.withSavepoint(savepoint.path().toUri().toString()).with(Wanted.STOPPED));
    }

    private void resubmit(JobRecord job, Path directory, Optional<Checkpoint> newest) throws InterruptedException {
        Optional<String> from =
                newest.map(checkpoint -> checkpoint.path().toUri().toString()).or(job::restoredFrom);
        JobRecord again = job.as(nextId(job, directory));
        LOG.info("Submitting job {} again, as {}, from {}", job.id(), again.id(), from.orElse("its beginning"));
        Slots.tooFew(spec, submission.options(job.set())).ifPresent(LOG::error);
        records.write(again);
        try {
            submission.submit(again, from, newest.isPresent());
        } catch (ClusterException e) {
            LOG.error("Job {} could not be submitted; tried again in {} ms", again.id(), submissions.failed(), e);
            return;
        }
        records.write(again.resubmitted());
    }

    /** A run that wrote nothing, as one that could not be submitted, keeps its id; another would write over its own files. */
    private static String nextId(JobRecord job, Path checkpoints) {
        return Files.exists(checkpoints.resolve(job.id())) ? JobSubmission.newId() : job.id();
    }
}
