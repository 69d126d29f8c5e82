package io.poeem.ops.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Has a job write a savepoint, once all its tasks run, and waits for it. */
final class Savepoints {

    private static final List<String> ENDS = List.of("FINISHED", "CANCELED", "FAILED");
    private static final List<String> RUN = List.of("RUNNING", "FINISHED");

    private final ClusterSpec spec;
    private final FlinkRest rest;

    Savepoints(ClusterSpec spec, FlinkRest rest) {
        this.spec = spec;
        this.rest = rest;
    }

    /** There is none: the job goes on. */
    static final class Failed extends ClusterException {

        private static final long serialVersionUID = 1;

        private Failed(String message) {
            super(message);
        }
    }

    /**
     * Of a job that goes on.
     *
     * @return where it is
     */
    String take(String job, long seconds) throws InterruptedException {
        Deadline deadline = Deadline.in(seconds);
        awaitTasks(job, deadline);
        String request = FlinkRest.require(() -> rest.triggerSavepoint(job, directory()));
        return await(job, request, deadline, "");
    }

    /**
     * Of a job that ends with it; it may take its time for that.
     *
     * @param begin called right before it is asked for: from then on the job may end at any time
     * @return where it is
     */
    String stop(String job, long seconds, Runnable begin) throws InterruptedException {
        Deadline deadline = Deadline.in(seconds);
        awaitTasks(job, deadline);
        begin.run();
        String request = FlinkRest.require(() -> triggerStop(job));
        return await(job, request, deadline, "the job still ends when it is, and the supervisor notes it then; ");
    }

    private String triggerStop(String job) throws FlinkRest.Unreachable, InterruptedException {
        try {
            return rest.triggerStop(job, directory());
        } catch (ClusterException e) { // refused, not only unheard of
            throw new Failed(e.getMessage());
        }
    }

    private String directory() {
        return spec.savepoints().toUri().toString();
    }

    private void awaitTasks(String job, Deadline deadline) throws InterruptedException {
        while (isOnItsWay(FlinkRest.require(() -> rest.job(job)))) {
            deadline.pause("Not all tasks of job " + job + " run, and so there was no savepoint", "");
        }
    }

    private String await(String job, String request, Deadline deadline, String meanwhile) throws InterruptedException {
        while (true) {
            JsonNode answer = FlinkRest.require(() -> rest.savepoint(job, request));
            if (answer.path("status").path("id").asText().equals("COMPLETED")) {
                return location(answer.path("operation"));
            }
            deadline.pause(
                    "The savepoint of job " + job + ", which may still be written into " + spec.savepoints()
                            + ", was not complete",
                    meanwhile);
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
        throw new Failed(
                "The savepoint failed: " + ClientFailure.reason(cause.lines().toList())
                        + "; the JobManager's log says more ('poeem cluster logs jobmanager'). Where not all tasks run there can be none: 'poeem"
                        + " cluster cancel' and 'submit --from checkpoint' begin them anew");
    }
}
