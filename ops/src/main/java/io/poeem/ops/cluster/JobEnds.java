package io.poeem.ops.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.poeem.ops.cluster.JobRecord.Wanted;
import java.util.Optional;

/**
 * How a job ended, as its JobManager says, or what one left in the archive.
 *
 * <p>Flink calls a job FINISHED that was stopped with a savepoint. Whoever asked for it may not have lived to hear where that is;
 * the job's own figures tell, for only a savepoint to end with is a {@code SYNC_SAVEPOINT}.
 */
final class JobEnds {

    private final FlinkRest rest;
    private final JobArchive archive;

    JobEnds(FlinkRest rest, JobArchive archive) {
        this.rest = rest;
        this.archive = archive;
    }

    /** The record of a job that has ended, as it is to be noted; empty while it has not, or nobody knows of it. */
    Optional<JobRecord> of(JobRecord job) throws FlinkRest.Unreachable, InterruptedException {
        Optional<Wanted> end = rest.job(job.id())
                .or(() -> archive.job(job.id()))
                .flatMap(found -> end(found.path("state").asText()));
        if (end.isEmpty()) {
            return Optional.empty();
        }
        if (end.get() == Wanted.FINISHED) {
            Optional<String> savepoint = rest.checkpoints(job.id())
                    .or(() -> archive.checkpoints(job.id()))
                    .flatMap(JobEnds::lastSavepoint);
            if (savepoint.isPresent()) {
                return Optional.of(job.withSavepoint(savepoint.get()).with(Wanted.STOPPED));
            }
        }
        return Optional.of(job.with(end.get()));
    }

    private static Optional<Wanted> end(String state) {
        return switch (state) {
            case "FINISHED" -> Optional.of(Wanted.FINISHED);
            case "CANCELED" -> Optional.of(Wanted.CANCELED);
            case "FAILED" -> Optional.of(Wanted.FAILED);
            default -> Optional.empty();
        };
    }

    private static Optional<String> lastSavepoint(JsonNode checkpoints) {
        JsonNode savepoint = checkpoints.path("latest").path("savepoint");
        boolean last = savepoint.path("checkpoint_type").asText().equals("SYNC_SAVEPOINT")
                && savepoint.path("status").asText().equals("COMPLETED");
        return last ? Optional.of(savepoint.path("external_path").asText()) : Optional.empty();
    }
}
