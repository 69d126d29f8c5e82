package io.poeem.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.poeem.train.popularity.PopularityOptions;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;

/** The model: shape, queries, popularity. */
public final class ModelOptions {

    static final OptionGroup GROUP = new OptionGroup("Model");

    public static final ConfigOption<Integer> SHARDS = GROUP.learned(
            key("shards")
                    .intType()
                    .defaultValue(1)
                    .withDescription(
                            "Fractions of the items that are trained side by side, and the most subtasks that can train. A property of the model: \"poeem reshard\" changes it over a savepoint. docs/shards.md says when more than one is of use."),
            Limit.between(1, 128));

    public static final ConfigOption<Duration> ROUND_INTERVAL = GROUP.learned(
            key("round.interval")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(1))
                    .withDescription(
                            "With more than one shard: event time after which they merge what they share. Divides snapshot.interval. A round should hold some batches of each shard: docs/shards.md."),
            Limit.atLeast(Duration.ofMillis(1), "1 ms"));

    public static final ConfigOption<Integer> DIMS = GROUP.learned(
            key("model.dims").intType().defaultValue(64).withDescription("Dimensions d of every embedding."),
            Limit.between(2, 1_024));

    public static final ConfigOption<Integer> COARSE = GROUP.learned(
            key("coarse.centroids")
                    .intType()
                    .defaultValue(128)
                    .withDescription("Coarse centroids J: the lists of the index."),
            Limit.between(1, 65_536));

    public static final ConfigOption<Integer> CENTROIDS = GROUP.learned(
            key("codebook.centroids")
                    .intType()
                    .defaultValue(256)
                    .withDescription("Centroids K of each subspace; a code is one byte."),
            Limit.between(2, 256));

    public static final ConfigOption<Integer> SUBSPACES = GROUP.learned(
            key("codebook.subspaces")
                    .intType()
                    .defaultValue(8)
                    .withDescription("Subspaces D, and bytes of an item's code. Divides model.dims."),
            Limit.between(1, 255));

    public static final ConfigOption<Double> SCALE = GROUP.learned(
            key("scale").doubleType().defaultValue(7.0).withDescription("Factor of the cosine in logits and scores."),
            Limit.aboveZeroTo(9_999));

    public static final ConfigOption<Integer> HISTORY_LENGTH = GROUP.learned(
            key("history.length")
                    .intType()
                    .defaultValue(10)
                    .withDescription("Last items L of a user that a query is made of. 0: no history."),
            Limit.between(0, 1_000));

    public static final ConfigOption<Duration> HISTORY_TTL = GROUP.learned(
            key("history.ttl")
                    .durationType()
                    .defaultValue(Duration.ofDays(365))
                    .withDescription("A user's history is forgotten this long after the last click, in event time."),
            Limit.atLeast(Duration.ofSeconds(1), "1 s"));

    public static final ConfigOption<Boolean> QUERY_HISTORY = GROUP.learned(
            key("query.history")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription("Field hist= of a query: the last items."),
            Limit.none());

    public static final ConfigOption<Boolean> QUERY_LAST = GROUP.learned(
            key("query.last")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription("Field last= of a query: the newest item once more, as a field of its own."),
            Limit.none());

    public static final ConfigOption<Boolean> QUERY_USER = GROUP.learned(
            key("query.user")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription("Field user= of a query: the user's id."),
            Limit.none());

    public static final ConfigOption<Boolean> QUERY_CONTEXT = GROUP.learned(
            key("query.context")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription("The click's context tokens, each in its own field."),
            Limit.none());

    public static final ConfigOption<Boolean> ITEM_FEATURES = GROUP.learned(
            key("item.features")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription("The catalogue's feature tokens of an item."),
            Limit.none());

    public static final ConfigOption<Double> POPULARITY_WEIGHT = GROUP.learned(
            key("popularity.weight")
                    .doubleType()
                    .defaultValue(1.0)
                    .withDescription("Weight β of an item's log popularity in its score. 0: none."),
            Limit.numbers(0, 1_000));

    public static final ConfigOption<String> POPULARITY_HALF_LIFE = GROUP.learned(
            key("popularity.half-life")
                    .stringType()
                    .defaultValue(HalfLife.written(PopularityOptions.DEFAULT_HALF_LIFE))
                    .withDescription(
                            "Event time after which a click counts half. auto: 10 min to 28 d side by side, and in use the one that has predicted clicks best, found anew at every version; a version after a change is a full one."),
            HalfLife.limit());

    private ModelOptions() {}
}
