package io.poeem.ops.cluster;

import io.poeem.job.options.FieldOptions;
import io.poeem.job.options.JobOptions;
import io.poeem.job.options.KafkaOptions;
import io.poeem.job.options.LearningOptions;
import io.poeem.job.options.ModelOptions;
import io.poeem.job.options.SamplingOptions;
import io.poeem.job.options.VersionOptions;
import java.util.List;
import java.util.Objects;
import org.apache.flink.configuration.ConfigOption;

/** What may not change over kept state, so that a job that runs is not stopped for one that cannot. */
final class InPlace {

    private static final List<ConfigOption<?>> FIXED = List.of(
            KafkaOptions.NAMESPACE,
            KafkaOptions.INDEX_NAME,
            LearningOptions.SEED,
            LearningOptions.TOWER_LAYERS,
            FieldOptions.TOWER_FIELDS,
            ModelOptions.DIMS,
            ModelOptions.COARSE,
            ModelOptions.CENTROIDS,
            ModelOptions.SUBSPACES,
            ModelOptions.POPULARITY_HALF_LIFE,
            SamplingOptions.POPULARITY_ESTIMATE,
            SamplingOptions.ITEM_BIAS);

    private static final List<ConfigOption<?>> FIXED_WITH_SHARDS =
            List.of(ModelOptions.ROUND_INTERVAL, VersionOptions.SNAPSHOT_INTERVAL);

    private InPlace() {}

    /** @throws ClusterException which names the option, both its values, and what to do instead */
    static void check(JobOptions before, JobOptions after) {
        check(
                before,
                after,
                ModelOptions.SHARDS,
                "stop the job, make a savepoint of another number with 'poeem reshard', and submit it from there");
        FIXED.forEach(option -> check(before, after, option, "begin anew with another namespace"));
        if (before.shares()) {
            FIXED_WITH_SHARDS.forEach(option ->
                    check(before, after, option, "stop the job and take the savepoint through 'poeem reshard'"));
        }
    }

    private static void check(JobOptions before, JobOptions after, ConfigOption<?> option, String instead) {
        if (!Objects.equals(before.get(option), after.get(option))) {
            throw new ClusterException("Option \"" + option.key() + "\" of the job is " + before.written(option)
                    + " and cannot become " + after.written(option) + " over what it has learned: leave it, or "
                    + instead
                    + ". The job runs on as it was");
        }
    }
}
