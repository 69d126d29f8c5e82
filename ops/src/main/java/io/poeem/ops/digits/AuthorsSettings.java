package io.poeem.ops.digits;

import io.poeem.job.options.FieldOptions;
import io.poeem.job.options.JobOptions;
import io.poeem.job.options.KafkaOptions;
import io.poeem.job.options.LearningOptions;
import io.poeem.job.options.ModelOptions;
import io.poeem.job.options.OptionException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.configuration.ConfigOption;

/** The setting of the method's authors for the task, with the reference's schedule. */
final class AuthorsSettings {

    private static final int BATCH = 128;
    private static final int WARM_UP_EPOCHS = 16_384;
    private static final int WARM_UP_STREAM = 2_048;

    /** The figures take a user's row as the query, an item's row as its embedding, and the index of the default name. */
    private static final List<ConfigOption<?>> FIXED = List.of(
            LearningOptions.TOWER_LAYERS,
            FieldOptions.TOWER_FIELDS,
            ModelOptions.QUERY_USER,
            ModelOptions.QUERY_HISTORY,
            ModelOptions.QUERY_LAST,
            ModelOptions.HISTORY_LENGTH,
            KafkaOptions.INDEX_NAME);

    private AuthorsSettings() {}

    /**
     * Refuses what the figures could not be told of.
     *
     * @param authors the options without any of the user's
     * @throws OptionException for another value than the authors'
     */
    static void requireFixed(JobOptions options, JobOptions authors) {
        for (ConfigOption<?> option : FIXED) {
            Object value = options.get(option);
            if (!Objects.equals(value, authors.get(option))) {
                throw new OptionException("Option \"" + option.key() + "\" is \"" + value
                        + "\", but the digits' figures are those of \"" + authors.get(option)
                        + "\": a user's row is the query. Leave it out of --set and --config.");
            }
        }
    }

    /** What the job takes, unless set otherwise. */
    static Map<String, String> of(DigitsTask task) {
        int warmUp = task.epochs() > 1 && !task.drift() ? WARM_UP_EPOCHS : WARM_UP_STREAM;
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("preset", "poeem");
        settings.put("seed", Long.toString(task.seed()));
        settings.put("model.dims", "64");
        settings.put("coarse.centroids", "8");
        settings.put("codebook.centroids", "256");
        settings.put("codebook.subspaces", "8");
        settings.put("warmup.examples", Integer.toString(warmUp * BATCH));
        settings.put("warmstart.sample", "8192");
        settings.put("history.length", "0");
        return settings;
    }
}
