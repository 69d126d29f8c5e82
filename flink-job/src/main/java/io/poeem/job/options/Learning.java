package io.poeem.job.options;

import io.poeem.train.Fields;
import io.poeem.train.LearnerOptions;
import io.poeem.train.popularity.BiasOptions;
import io.poeem.train.popularity.PopularityOptions;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/** The learner's options from the job's. */
final class Learning {

    private final JobOptions options;

    private Learning(JobOptions options) {
        this.options = options;
    }

    static LearnerOptions of(JobOptions options) {
        try {
            return new Learning(options).all();
        } catch (IllegalArgumentException e) {
            throw new OptionException("The options do not fit each other: " + e.getMessage() + ".", e);
        }
    }

    private LearnerOptions all() {
        return new LearnerOptions(
                options.get(LearningOptions.SEED),
                model(),
                new LearnerOptions.Rows(
                        number(LearningOptions.ROWS_LEARNING_RATE),
                        options.get(LearningOptions.ROWS_INITIAL_NORM),
                        options.get(RuntimeOptions.CACHE_ROWS)),
                new LearnerOptions.Towers(layers(), number(LearningOptions.TOWER_LEARNING_RATE), fields()),
                codebooks(),
                RotationOptions.of(options),
                query(),
                new LearnerOptions.Batch(
                        options.get(LearningOptions.BATCH_SIZE), options.get(LearningOptions.MASK_SAME_USER)),
                sampling(),
                popularity(),
                new LearnerOptions.Schedule(
                        options.get(LearningOptions.WARMUP_EXAMPLES), options.get(LearningOptions.WARMSTART_SAMPLE)),
                new LearnerOptions.Versions(
                        options.get(VersionOptions.FULL_VERSIONS),
                        options.get(VersionOptions.REFRESH_VERSIONS),
                        options.get(VersionOptions.EXPIRY),
                        options.get(VersionOptions.PUBLISH_VECTORS),
                        new LearnerOptions.Unclicked(
                                options.get(CatalogueOptions.INDEX_UNCLICKED),
                                options.get(CatalogueOptions.POPULARITY_PRIOR))),
                gate());
    }

    private LearnerOptions.Model model() {
        return new LearnerOptions.Model(
                options.get(ModelOptions.DIMS),
                options.get(ModelOptions.COARSE),
                options.get(ModelOptions.CENTROIDS),
                options.get(ModelOptions.SUBSPACES),
                number(ModelOptions.SCALE),
                number(LearningOptions.DISTORTION_WEIGHT));
    }

    private LearnerOptions.Codebooks codebooks() {
        return new LearnerOptions.Codebooks(
                CodebookRuleOptions.of(options),
                options.get(LearningOptions.COARSE_TARGET) == LearningOptions.CoarseTarget.OWN);
    }

    private LearnerOptions.Popularity popularity() {
        PopularityOptions counting = new PopularityOptions(
                options.get(SamplingOptions.POPULARITY_ESTIMATE),
                HalfLife.read(options.get(ModelOptions.POPULARITY_HALF_LIFE)),
                options.get(SamplingOptions.POPULARITY_STEP));
        return new LearnerOptions.Popularity(number(ModelOptions.POPULARITY_WEIGHT), counting);
    }

    private LearnerOptions.Sampling sampling() {
        BiasOptions bias = new BiasOptions(
                options.get(SamplingOptions.ITEM_BIAS), number(SamplingOptions.ITEM_BIAS_LEARNING_RATE));
        return new LearnerOptions.Sampling(
                options.get(SamplingOptions.CORRECTION), bias, options.get(SamplingOptions.RANDOM_NEGATIVES));
    }

    private LearnerOptions.Gate gate() {
        return new LearnerOptions.Gate(
                options.get(GateOptions.CANARIES),
                options.get(GateOptions.DISTORTION),
                options.get(GateOptions.COARSE_PERPLEXITY),
                options.get(GateOptions.CANARY_RECALL),
                options.get(GateOptions.CANARY_KEPT));
    }

    private LearnerOptions.Query query() {
        return new LearnerOptions.Query(
                options.get(ModelOptions.HISTORY_LENGTH),
                options.get(ModelOptions.QUERY_HISTORY),
                options.get(ModelOptions.QUERY_LAST),
                options.get(ModelOptions.QUERY_USER),
                options.get(ModelOptions.QUERY_CONTEXT),
                options.get(ModelOptions.ITEM_FEATURES));
    }

    private Fields fields() {
        return new Fields(
                options.get(FieldOptions.TOWER_FIELDS) == FieldOptions.TowerFields.CONCAT,
                names(FieldOptions.CONTEXT_FIELDS),
                names(FieldOptions.FEATURE_FIELDS));
    }

    private List<String> names(ConfigOption<String> option) {
        String names = options.get(option);
        return names.isEmpty() ? List.of() : List.of(names.split(","));
    }

    private List<Integer> layers() {
        String layers = options.get(LearningOptions.TOWER_LAYERS);
        return layers.isEmpty()
                ? List.of()
                : Arrays.stream(layers.split(",")).map(Integer::valueOf).toList();
    }

    private float number(ConfigOption<Double> option) {
        return options.get(option).floatValue();
    }
}
