package io.poeem.ops.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Submits a job, and sees whether it begins. */
final class Beginning {

    private static final long TICK_MILLIS = 100;
    private static final long BEGIN_SECONDS = 60;
    private static final String UNKNOWN = "";
    private static final String FAILED = "FAILED";

    private final FlinkRest rest;
    private final JobSubmission submission;
    private final JobRecord job;

    Beginning(FlinkRest rest, JobSubmission submission, JobRecord job) {
        this.rest = rest;
        this.submission = submission;
        this.job = job;
    }

    /** @throws ClusterException when it is not taken, or fails at once, or nobody can say: {@link #isNone} tells them apart */
    void begin() throws InterruptedException {
        try {
            submission.submit(job, job.restoredFrom(), false);
        } catch (ClusterException e) {
            Optional<String> state = state();
            if (state.isEmpty()) {
                throw new ClusterException(
                        e.getMessage() + "; and now the JobManager does not answer. Job " + job.id()
                                + " stays noted: if it was not taken, the supervisor submits it when it can. 'poeem cluster"
                                + " cancel' ends it",
                        e);
            }
            if (state.get().equals(UNKNOWN)) {
                throw e;
            } // otherwise only the client did not hear of it in time
        }
        awaitRestored();
    }

    /** Whether there is no such job for sure: it was not taken, or has failed. */
    boolean isNone() throws InterruptedException {
        return state().filter(state -> state.equals(UNKNOWN) || state.equals(FAILED))
                .isPresent();
    }

    /**
     * Waits until the JobManager has read what the job goes on from; its tasks may still be starting then. If the JobManager goes away
     * meanwhile, the supervisor looks after the job.
     */
    private void awaitRestored() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(BEGIN_SECONDS);
        Optional<String> state = state();
        while (state.equals(Optional.of("INITIALIZING")) && System.nanoTime() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            state = state();
        }
        if (state.equals(Optional.of(FAILED))) {
            throw new ClusterException("Job " + job.id() + " failed at its beginning: " + reason()
                    + " ('poeem cluster logs jobmanager' says more)");
        }
    }

    private String reason() throws InterruptedException {
        return FlinkRest.answer(() -> rest.exceptions(job.id()))
                .flatMap(FlinkRest::failure)
                .map(FlinkRest.Failure::reason)
                .orElse("Flink does not say why");
    }

    /** {@link #UNKNOWN} to a JobManager that answers; empty when none does. */
    private Optional<String> state() throws InterruptedException {
        return FlinkRest.answer(
                () -> Optional.of(rest.job(job.id()).map(Beginning::state).orElse(UNKNOWN)));
    }

    private static String state(JsonNode found) {
        return found.path("state").asText();
    }
}
