package io.poeem.ops.cluster;

import io.poeem.job.options.FieldOptions;
import io.poeem.job.options.JobOptions;
import io.poeem.job.options.KafkaOptions;
import io.poeem.job.options.LearningOptions;
import io.poeem.job.options.ModelOptions;
import io.poeem.job.options.RotationOptions;
import io.poeem.job.options.SamplingOptions;
import io.poeem.job.options.VersionOptions;
import io.poeem.train.codebook.CodebookOptions;
import io.poeem.train.popularity.PopularityOptions;
import io.poeem.train.rotation.RotationRule;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.flink.configuration.ConfigOption;

/** What may not change over kept state (docs/operations.md), so that a job that runs is not stopped for one that cannot. */
final class InPlace {

    private static final List<ConfigOption<?>> FIXED = List.of(
            KafkaOptions.NAMESPACE,
            KafkaOptions.INDEX_NAME,
            KafkaOptions.TOPIC_CLICKS,
            KafkaOptions.TOPIC_ITEMS,
            KafkaOptions.TOPIC_INDEX,
            KafkaOptions.TOPIC_VERSIONS,
            KafkaOptions.TOPIC_MODEL,
            LearningOptions.SEED,
            LearningOptions.TOWER_LAYERS,
            FieldOptions.TOWER_FIELDS,
            FieldOptions.CONTEXT_FIELDS,
            FieldOptions.FEATURE_FIELDS,
            ModelOptions.DIMS,
            ModelOptions.COARSE,
            ModelOptions.CENTROIDS,
            ModelOptions.SUBSPACES,
            SamplingOptions.POPULARITY_ESTIMATE,
            SamplingOptions.ITEM_BIAS);

    private static final List<ConfigOption<?>> FIXED_WITH_SHARDS =
            List.of(ModelOptions.ROUND_INTERVAL, VersionOptions.SNAPSHOT_INTERVAL);

    private static final String ANEW = "begin anew with another namespace";

    private final JobOptions before;
    private final JobOptions after;

    private InPlace(JobOptions before, JobOptions after) {
        this.before = before;
        this.after = after;
    }

    /** @throws ClusterException which names the option, both its values, and what to do instead */
    static void check(JobOptions before, JobOptions after) {
        InPlace change = new InPlace(before, after);
        change.check(
                ModelOptions.SHARDS,
                "stop the job, make a savepoint of another number with 'poeem reshard', and submit it from there");
        FIXED.forEach(option -> change.check(option, ANEW));
        if (before.shares()) {
            FIXED_WITH_SHARDS.forEach(
                    option -> change.check(option, "stop the job and take the savepoint through 'poeem reshard'"));
        }
        if (before.get(SamplingOptions.POPULARITY_ESTIMATE) == PopularityOptions.Estimate.DECAYED) {
            change.check(ModelOptions.POPULARITY_HALF_LIFE, ANEW);
        }
        change.check(RotationOptions.LEARN, RotationRule.Learn.NONE::equals);
        change.check(LearningOptions.CODEBOOK_RULE, CodebookOptions.Rule.EMA::equals);
    }

    private void check(ConfigOption<?> option, String instead) {
        if (!Objects.equals(before.get(option), after.get(option))) {
            throw refused(option, instead);
        }
    }

    /** Values keep different things, or not, by what is asked of them. */
    private <T> void check(ConfigOption<T> option, Predicate<T> kind) {
        if (kind.test(before.get(option)) != kind.test(after.get(option))) {
            throw refused(option, ANEW);
        }
    }

    private ClusterException refused(ConfigOption<?> option, String instead) {
        return new ClusterException("Option \"" + option.key() + "\" of the job is " + before.written(option)
                + " and cannot become " + after.written(option) + " over what it has learned: leave it, or " + instead);
    }
}
