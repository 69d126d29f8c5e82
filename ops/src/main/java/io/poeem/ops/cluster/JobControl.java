package io.poeem.ops.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.poeem.job.options.JobOptions;
import io.poeem.job.options.RuntimeOptions;
import io.poeem.job.options.SettingsFile;
import io.poeem.ops.checkpoint.Checkpoints;
import io.poeem.ops.checkpoint.Location;
import io.poeem.ops.cluster.JobRecord.Wanted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What commands ask of a cluster's job. Each holds the job's lock, so that the supervisor does not interfere. */
public final class JobControl {

    private static final long LOCK_SECONDS = 60;
    private static final long TICK_MILLIS = 100;
    private static final long BEGIN_SECONDS = 60;

    private static final List<String> ENDS = List.of("FINISHED", "CANCELED", "FAILED");
    private static final List<String> RUN = List.of("RUNNING", "FINISHED");

    private static final String SAVEPOINT = "savepoint";
    private static final String CHECKPOINT = "checkpoint";
    private static final List<String> OWN = List.of(SAVEPOINT, CHECKPOINT);

    private final ClusterSpec spec;
    private final FlinkRest rest;
    private final JobRecords records;
    private final JobSubmission submission;

    /** @throws ClusterException when there is no cluster in the directory */
    public JobControl(Path directory) {
        ClusterDirectory place = new ClusterDirectory(directory);
        this.spec = place.spec();
        this.rest = new FlinkRest(spec.rest());
        this.records = new JobRecords(place);
        this.submission = new JobSubmission(place, spec);
    }

    /**
     * Submits the job.
     *
     * @param config a file of settings
     * @param set {@code key=value}, which go before the file's
     * @param from {@code savepoint}: this cluster's newest; {@code checkpoint}: the job's newest whole one, both with the job's settings
     *     unless there is a file; or a path
     * @return the job's id
     * @throws ClusterException when one is running, when what it is to go on from is none or of other shards, or when the JobManager
     *     does not take it, or cannot begin it
     */
    public String submit(Optional<Path> config, List<String> set, Optional<String> from) throws InterruptedException {
        try (LockFile held = records.lock(LOCK_SECONDS)) {
            Optional<JobRecord> before = records.find();
            before.filter(job -> job.wanted() == Wanted.RUNNING).ifPresent(job -> {
                throw new ClusterException("Job " + job.id()
                        + " is running here already; stop it with 'poeem cluster stop' or 'poeem cluster cancel'");
            });
            Optional<String> path = from.map(what -> restorePoint(what, before));
            List<String> written = from.flatMap(what -> settings(what, before)).orElse(List.of());
            List<String> all = new ArrayList<>();
            config.ifPresentOrElse(
                    file -> SettingsFile.read(file).forEach((key, value) -> all.add(key + "=" + value)),
                    () -> all.addAll(written));
            all.addAll(set);
            if (path.isPresent() && from.filter(OWN::contains).isPresent()) {
                InPlace.check(options(written), options(all));
            }
            return begin(all, path, before);
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
            String location = await(job, seconds, id -> rest.triggerSavepoint(id, savepoints()));
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

    /** Ends the job without a savepoint; its checkpoints stay. */
    public void cancel(long seconds) throws InterruptedException {
        try (LockFile held = records.lock(LOCK_SECONDS)) {
            JobRecord job = running();
            asked(() -> {
                rest.cancel(job.id());
                return null;
            });
            awaitEnd(job, seconds);
            records.write(job.with(Wanted.CANCELED));
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
            checkSlots(options(set)); // what is wrong is found before the job is stopped
            InPlace.check(options(job.set()), options(set));
            JobRecord stopped = stopped(job, seconds);
            return begin(set, stopped.savepoint(), Optional.of(stopped));
        }
    }

    private JobRecord running() {
        JobRecord job = records.get();
        if (job.wanted() != Wanted.RUNNING) {
            throw new ClusterException("Job " + job.id() + " is " + job.wanted() + "; 'poeem cluster submit' runs one");
        }
        return job;
    }

    /** The savepoint is noted as soon as it is there: the job may take longer to end than there is patience. */
    private JobRecord stopped(JobRecord job, long seconds) throws InterruptedException {
        String location = await(job, seconds, id -> rest.triggerStop(id, savepoints()));
        JobRecord saved = job.withSavepoint(location);
        records.write(saved);
        awaitEnd(job, seconds);
        JobRecord stopped = saved.with(Wanted.STOPPED);
        records.write(stopped);
        return stopped;
    }

    /** The record is written first: a job that nobody knows of would have to be found by hand. */
    private String begin(List<String> set, Optional<String> from, Optional<JobRecord> before)
            throws InterruptedException {
        JobRecord job = fresh(set, from, before);
        JobOptions options = submission.options(job);
        checkSlots(options);
        from.ifPresent(path -> RestoreCheck.check(path, options));
        records.write(job);
        try {
            submission.submit(job, from, false);
        } catch (ClusterException e) {
            if (!isTaken(job)) { // otherwise only the client did not hear of it in time
                before.ifPresentOrElse(records::write, records::delete);
                throw e;
            }
        } catch (InterruptedException e) { // by Ctrl-C: nothing is to begin, unless it has
            if (!isTaken(job)) {
                before.ifPresentOrElse(records::write, records::delete);
            }
            throw e;
        }
        Optional<String> failure = failureAtBeginning(job);
        if (failure.isPresent()) {
            before.ifPresentOrElse(records::write, records::delete);
            throw new ClusterException("Job " + job.id() + " failed at its beginning: " + failure.get()
                    + " ('poeem cluster logs jobmanager' says more)"
                    + (job.savepoint().isPresent()
                            ? "; 'poeem cluster submit --from savepoint' goes on as it was"
                            : ""));
        }
        return job.id();
    }

    /** Flink would wait for slots that never come, and say nothing. */
    private void checkSlots(JobOptions options) {
        int trainers = options.trainerParallelism();
        int histories = options.get(RuntimeOptions.HISTORY_PARALLELISM);
        int slots = spec.taskmanagers() * spec.slotsOfEach();
        if (Math.max(trainers, histories) > slots) {
            throw new ClusterException("The job trains in " + trainers + " subtasks and keeps histories in " + histories
                    + ", but this cluster has " + slots
                    + " slots: set parallelism.trainer and parallelism.history to at most "
                    + slots + ", or begin the cluster with more --taskmanagers or --slots");
        }
    }

    /**
     * Waits until the JobManager has read what the job goes on from; its tasks may still be starting then. If the JobManager goes away
     * meanwhile, the supervisor looks after the job.
     */
    private Optional<String> failureAtBeginning(JobRecord job) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(BEGIN_SECONDS);
        String state = "INITIALIZING";
        try {
            while (state.equals("INITIALIZING") && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
                state = rest.job(job.id())
                        .map(found -> found.path("state").asText())
                        .orElse("");
            }
            return state.equals("FAILED")
                    ? Optional.of(rest.exceptions(job.id())
                            .flatMap(FlinkRest::failure)
                            .map(FlinkRest.Failure::reason)
                            .orElse("Flink does not say why"))
                    : Optional.empty();
        } catch (FlinkRest.Unreachable e) {
            return Optional.empty();
        }
    }

    private boolean isTaken(JobRecord job) throws InterruptedException {
        try {
            return rest.job(job.id()).isPresent();
        } catch (FlinkRest.Unreachable e) {
            return false;
        }
    }

    private static JobRecord fresh(List<String> set, Optional<String> from, Optional<JobRecord> before) {
        return new JobRecord(
                Wanted.RUNNING,
                set,
                List.of(JobSubmission.newId()),
                from,
                before.flatMap(JobRecord::savepoint),
                before.map(JobRecord::savepointSet).orElse(List.of()),
                false,
                0);
    }

    private JobOptions options(List<String> set) {
        return submission.options(fresh(set, Optional.empty(), Optional.empty()));
    }

    /** What was set for the job that wrote it, if it is this cluster's. */
    private static Optional<List<String>> settings(String what, Optional<JobRecord> before) {
        return switch (what) {
            case SAVEPOINT -> before.map(JobRecord::savepointSet);
            case CHECKPOINT -> before.map(JobRecord::set);
            default -> Optional.empty();
        };
    }

    private String restorePoint(String what, Optional<JobRecord> before) {
        return switch (what) {
            case SAVEPOINT ->
                before.flatMap(JobRecord::savepoint)
                        .orElseThrow(() -> new ClusterException(
                                "This cluster has no savepoint; take one with 'poeem cluster savepoint' or 'stop'"));
            case CHECKPOINT ->
                before.flatMap(job -> Checkpoints.newest(submission.checkpoints(job), job.ids()))
                        .map(checkpoint -> checkpoint.path().toUri().toString())
                        .orElseThrow(() -> new ClusterException("The job has left no whole checkpoint in "
                                + before.map(submission::checkpoints).orElse(spec.checkpoints())));
            default -> what.matches("[a-z][a-z0-9+.-]+:.*") ? what : Location.of(Path.of(what));
        };
    }

    private String savepoints() {
        return spec.savepoints().toUri().toString();
    }

    private interface Question<T> {
        T ask() throws FlinkRest.Unreachable, InterruptedException;
    }

    private interface Trigger {
        String of(String id) throws FlinkRest.Unreachable, InterruptedException;
    }

    private static <T> T asked(Question<T> question) throws InterruptedException {
        try {
            return question.ask();
        } catch (FlinkRest.Unreachable e) {
            throw new ClusterException(e.getMessage() + "; 'poeem cluster status' tells what runs", e);
        }
    }

    private String await(JobRecord job, long seconds, Trigger trigger) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (isOnItsWay(asked(() -> rest.job(job.id())))) {
            within(deadline, "Not all tasks of job " + job.id() + " run, and so there was no savepoint", seconds);
        }
        String request = asked(() -> trigger.of(job.id()));
        while (true) {
            JsonNode answer = asked(() -> rest.savepoint(job.id(), request));
            if (answer.path("status").path("id").asText().equals("COMPLETED")) {
                return location(answer.path("operation"));
            }
            within(
                    deadline,
                    "The savepoint of job " + job.id() + ", which may still be written into " + spec.savepoints()
                            + ", was not complete",
                    seconds);
        }
    }

    /** Whether it is starting, or starting again: a savepoint takes all tasks. */
    private static boolean isOnItsWay(Optional<JsonNode> job) {
        return job.filter(found -> !ENDS.contains(found.path("state").asText()))
                .map(ClusterStatus::tasks)
                .filter(tasks -> !RUN.containsAll(tasks.keySet()))
                .isPresent();
    }

    private static String location(JsonNode operation) {
        if (operation.has("location")) {
            return operation.path("location").asText();
        }
        String cause = operation.path("failure-cause").path("stack-trace").asText("no reason was given");
        throw new ClusterException(
                "The savepoint failed: " + ClientFailure.reason(cause.lines().toList())
                        + "; the JobManager's log says more ('poeem cluster logs jobmanager'). Where not all tasks run there can be none: 'poeem"
                        + " cluster cancel' and 'submit --from checkpoint' begin them anew");
    }

    private void awaitEnd(JobRecord job, long seconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!asked(() -> rest.job(job.id()))
                .map(found -> found.path("state").asText())
                .filter(ENDS::contains)
                .isPresent()) {
            within(deadline, "Job " + job.id() + " did not end", seconds);
        }
    }

    private static void within(long deadline, String what, long seconds) throws InterruptedException {
        if (System.nanoTime() > deadline) {
            throw new ClusterException(what + " within " + seconds + " s; --timeout allows more");
        }
        TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
    }
}
