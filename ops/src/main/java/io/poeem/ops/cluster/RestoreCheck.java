package io.poeem.ops.cluster;

import io.poeem.job.Operators;
import io.poeem.job.options.JobOptions;
import io.poeem.job.options.ModelOptions;
import io.poeem.ops.checkpoint.RestorePoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Looks, before a job is submitted, at what it is to go on from: Flink takes anything, and fails later with less to say. */
final class RestoreCheck {

    private RestoreCheck() {}

    /**
     * Looks at one on this machine; of others nothing is asked here.
     *
     * @param from URI of a checkpoint or savepoint
     * @throws ClusterException if it cannot be restored, or is of one shard where there are many, or the other way round
     */
    static void check(String from, JobOptions options) {
        if (!from.startsWith("file:")) {
            return;
        }
        RestorePoint point = read(from);
        if (!point.has(Operators.TRAINER.uid())) {
            throw new ClusterException(point.path() + " is of another job: it has no state of a trainer");
        }
        int shards = options.get(ModelOptions.SHARDS);
        boolean many = point.has(Operators.PROGRESS.uid());
        if (many != shards > 1) {
            throw new ClusterException(point.path() + " was written with " + (many ? "many shards" : "one shard")
                    + ", but option \"shards\" is " + shards
                    + ": set shards, and the other options, as they were, or make"
                    + " another savepoint of it with 'poeem reshard'");
        }
    }

    private static RestorePoint read(String from) {
        try {
            return RestorePoint.at(Path.of(URI.create(from).getPath()));
        } catch (IOException | IllegalArgumentException e) {
            throw new ClusterException(e.getMessage(), e);
        }
    }
}
