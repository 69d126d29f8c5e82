package io.poeem.ops.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.poeem.ops.checkpoint.Checkpoint;
import io.poeem.ops.checkpoint.Checkpoints;
import io.poeem.ops.cluster.JobRecord.Wanted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes how the cluster's job ends, and submits it again when a new JobManager does not know it: from the newest whole
 * checkpoint, which it claims, under a new id.
 *
 * <p>Flink's own restarts of the job, after a TaskManager is gone or a broker, are not seen here. A job of which there once was
 * a checkpoint, and now is none, is not begun anew: that would publish everything again.
 */
final class JobWatch implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);

    private static final long TICK_MILLIS = 500;

    private final ClusterSpec spec;
    private final FlinkRest rest;
    private final JobRecords records;
    private final JobArchive archive;
    private final JobSubmission submission;

    JobWatch(ClusterDirectory directory, ClusterSpec spec) {
        this.spec = spec;
        this.rest = new FlinkRest(spec.rest());
        this.records = new JobRecords(directory);
        this.archive = new JobArchive(directory.archive());
        this.submission = new JobSubmission(directory, spec);
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

    /** Returns at once when there is nothing to do, or when somebody else is at the job. */
    private void look() throws InterruptedException {
        try {
            Optional<LockFile> lock = running().flatMap(job -> records.tryLock());
            if (lock.isPresent()) {
                try (LockFile held = lock.get()) {
                    Optional<JobRecord> job = running();
                    if (job.isPresent()) {
                        look(job.get());
                    }
                }
            }
        } catch (FlinkRest.Unreachable e) {
            LOG.debug("Asked again soon", e);
        } catch (RuntimeException e) {
            LOG.error("Looking after the job failed; tried again", e);
        }
    }

    private Optional<JobRecord> running() {
        return records.find().filter(job -> job.wanted() == Wanted.RUNNING);
    }

    private void look(JobRecord job) throws FlinkRest.Unreachable, InterruptedException {
        Optional<JsonNode> known = rest.job(job.id());
        Optional<String> state =
                known.map(found -> found.path("state").asText()).or(() -> archive.state(job.id()));
        Optional<Wanted> end = state.flatMap(JobWatch::end);
        if (end.isPresent()) {
            LOG.info("Job {} is {}", job.id(), end.get());
            records.write(job.with(end.get()));
        } else if (known.isPresent()) {
            noteCheckpoint(job);
        } else {
            resubmit(job);
        }
    }

    private static Optional<Wanted> end(String state) {
        return switch (state) {
            case "FINISHED" -> Optional.of(Wanted.FINISHED);
            case "CANCELED" -> Optional.of(Wanted.CANCELED);
            case "FAILED" -> Optional.of(Wanted.FAILED);
            default -> Optional.empty();
        };
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

    private void resubmit(JobRecord job) throws InterruptedException {
        Path directory = submission.checkpoints(job);
        Optional<Checkpoint> newest = Checkpoints.newest(directory, job.ids());
        if (newest.isEmpty() && job.checkpointed()) {
            LOG.error(
                    "Job {} is unknown to the JobManager at {}, and of its checkpoints none whole is left in {}; submit it anew, or from a savepoint",
                    job.id(),
                    spec.rest(),
                    directory);
            records.write(job.with(Wanted.FAILED));
            return;
        }
        Optional<String> from =
                newest.map(checkpoint -> checkpoint.path().toUri().toString()).or(job::restoredFrom);
        JobRecord again = job.resubmittedAs(nextId(job, directory));
        LOG.info("Submitting job {} again, as {}, from {}", job.id(), again.id(), from.orElse("its beginning"));
        records.write(again);
        submission.submit(again, from, newest.isPresent());
    }

    /** A run that wrote nothing, as one that could not be submitted, keeps its id; another would write over its own files. */
    private static String nextId(JobRecord job, Path checkpoints) {
        return Files.exists(checkpoints.resolve(job.id())) ? JobSubmission.newId() : job.id();
    }
}
