package io.poeem.ops.cluster;

import io.poeem.ops.checkpoint.Checkpoints;
import io.poeem.ops.checkpoint.Location;
import io.poeem.ops.cluster.JobRecord.Wanted;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a new job goes on from.
 *
 * @param path of a checkpoint or savepoint; without one, nothing was learned yet
 * @param written what was set for the job that wrote it, if it is this cluster's
 */
record RestoreFrom(Optional<String> path, Optional<List<String>> written) {

    private static final String SAVEPOINT = "savepoint";
    private static final String CHECKPOINT = "checkpoint";

    /**
     * @param what {@code savepoint}, {@code checkpoint} or a path
     * @param before the cluster's last job
     * @throws ClusterException when there is none, or a job of many shards has gone on after the savepoint
     */
    static RestoreFrom of(Optional<String> what, Optional<JobRecord> before, JobSubmission submission) {
        return switch (what.orElse("")) {
            case "" -> new RestoreFrom(Optional.empty(), Optional.empty());
            case SAVEPOINT -> savepoint(before, submission);
            case CHECKPOINT -> checkpoint(before, submission);
            default -> new RestoreFrom(what.map(RestoreFrom::uri), Optional.empty());
        };
    }

    /** What it was written with, which is what the job gets unless other settings are named. */
    List<String> settings() {
        return written.orElse(List.of());
    }

    private static RestoreFrom savepoint(Optional<JobRecord> before, JobSubmission submission) {
        JobRecord job = before.filter(found -> found.savepoint().isPresent())
                .orElseThrow(() -> new ClusterException(
                        "This cluster has no savepoint; take one with 'poeem cluster savepoint' or 'stop'"));
        String path = job.savepoint().orElseThrow();
        if (job.wanted() != Wanted.STOPPED
                && submission.options(job.savepointSet()).shares()) {
            throw new ClusterException("Job " + job.id() + " went on after the savepoint " + path
                    + ": the rounds of its shards since then stand in the model topic, and a job from there would take them for"
                    + " its own. Go on with '--from checkpoint'; or, to give up what came after it, make a savepoint of a new"
                    + " run with 'poeem reshard --from " + path
                    + " --to DIR --shards N' and submit that with --from DIR");
        }
        return new RestoreFrom(Optional.of(path), Optional.of(job.savepointSet()));
    }

    private static RestoreFrom checkpoint(Optional<JobRecord> before, JobSubmission submission) {
        JobRecord job = before.orElseThrow(
                () -> new ClusterException("No job was submitted to this cluster, and so none has left a checkpoint"));
        Path directory = submission.checkpoints(job);
        String path = Checkpoints.newest(directory, job.ids())
                .map(checkpoint -> checkpoint.path().toUri().toString())
                .orElseThrow(() -> new ClusterException("The job has left no whole checkpoint in " + directory));
        return new RestoreFrom(Optional.of(path), Optional.of(job.set()));
    }

    private static String uri(String given) {
        return Location.isUri(given) ? given : Location.of(Path.of(given));
    }
}
