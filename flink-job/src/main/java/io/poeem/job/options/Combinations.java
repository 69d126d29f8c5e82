package io.poeem.job.options;

import io.poeem.state.snapshot.VersionWriter;
import io.poeem.train.codebook.CodebookOptions;
import io.poeem.train.popularity.PopularityOptions;
import java.util.List;

/** What no single option's limit can say. */
final class Combinations {

    /** Of query tokens that are made of ids: {@code hist=}, {@code last=}, {@code user=}. */
    private static final int LONGEST_FIELD = "hist=".length();

    /** Of β, where a bias is divided by it. */
    private static final double LEAST_WEIGHT = 0.001;

    private Combinations() {}

    static void check(JobOptions options) {
        int dims = options.get(ModelOptions.DIMS);
        int subspaces = options.get(ModelOptions.SUBSPACES);
        require(
                dims % subspaces == 0,
                "Option \"codebook.subspaces\" is " + subspaces + " and does not divide \"model.dims\", " + dims
                        + ". Set it to a divisor of " + dims + ".");
        boolean history = options.get(ModelOptions.QUERY_HISTORY) || options.get(ModelOptions.QUERY_LAST);
        boolean queries = history && options.get(ModelOptions.HISTORY_LENGTH) > 0
                || options.get(ModelOptions.QUERY_USER)
                || options.get(ModelOptions.QUERY_CONTEXT);
        require(
                queries,
                "No query has any token: turn on one of \"query.history\", \"query.last\" (with \"history.length\" above 0), \"query.user\" or \"query.context\".");
        require(
                options.get(StreamOptions.FROM).isEmpty()
                        || options.get(StreamOptions.FROM_OFFSETS).isEmpty(),
                "Options \"source.from\" and \"source.from-offsets\" both say where to begin: leave one of them out.");
        require(
                options.get(StreamOptions.TO).isEmpty() || options.get(StreamOptions.BOUNDED),
                "Option \"source.to\" ends a bounded job only: set \"source.bounded\" to true, or leave \"source.to\" out.");
        require(
                options.get(StreamOptions.TO_OFFSETS).isEmpty() || options.get(StreamOptions.BOUNDED),
                "Option \"source.to-offsets\" ends a bounded job only: set \"source.bounded\" to true, or leave \"source.to-offsets\" out.");
        shards(options);
        popularity(options);
        require(
                options.get(CodebookRuleOptions.REVIVE_AFTER) == 0
                        || options.get(LearningOptions.CODEBOOK_RULE) != CodebookOptions.Rule.FROZEN,
                "Option \"revive.after\" moves centroids, but \"codebook.rule\" is frozen: leave the one out or change the other.");
        fields(options);
        checkpointsWithinTransactions(options);
        rowsWithinChunks(options);
        distinct(options.topics());
        options.learner();
    }

    private static void shards(JobOptions options) {
        int shards = options.get(ModelOptions.SHARDS);
        require(
                options.trainerParallelism() <= shards,
                "Option \"parallelism.trainer\" is " + options.trainerParallelism() + ", but there are only " + shards
                        + " \"shards\" to train. Lower it to at most that, or leave it out.");
        long round = options.get(ModelOptions.ROUND_INTERVAL).toMillis();
        long version = options.get(VersionOptions.SNAPSHOT_INTERVAL).toMillis();
        require(
                shards == 1 || version % round == 0,
                "Option \"round.interval\" is " + options.written(ModelOptions.ROUND_INTERVAL)
                        + " and does not divide \"snapshot.interval\", "
                        + options.written(VersionOptions.SNAPSHOT_INTERVAL)
                        + ": a version ends with a round. Set it to a divisor of that.");
        long idleness = options.get(StreamOptions.IDLENESS).toMillis();
        require(
                shards == 1 || idleness == 0,
                "Option \"source.idleness\" is " + options.written(StreamOptions.IDLENESS) + ", but \"shards\" is "
                        + shards
                        + ": what comes late would be in another round after a failure, and what shards tell each other would"
                        + " not fit together. Set source.idleness to 0, and let no partition of clicks fall silent: a click of weight 0 now and then will do.");
    }

    private static void popularity(JobOptions options) {
        boolean intervals = options.get(SamplingOptions.POPULARITY_ESTIMATE) == PopularityOptions.Estimate.INTERVAL;
        boolean auto =
                HalfLife.read(options.get(ModelOptions.POPULARITY_HALF_LIFE)).isEmpty()
                        && options.settings().containsKey(ModelOptions.POPULARITY_HALF_LIFE.key());
        require(
                !(intervals && auto),
                "Option \"popularity.estimate\" is interval, which has no half-life to find: leave \"popularity.half-life\" out, or set popularity.estimate to decayed.");
        double weight = options.get(ModelOptions.POPULARITY_WEIGHT);
        require(
                !options.get(SamplingOptions.ITEM_BIAS) || weight == 0 || weight >= LEAST_WEIGHT,
                "Option \"popularity.weight\" is " + weight + ": with \"item.bias\" it is 0, or at least "
                        + LEAST_WEIGHT + ", because biases travel as multiples of it. Set it to 0.");
    }

    private static void fields(JobOptions options) {
        require(
                options.get(FieldOptions.CONTEXT_FIELDS).isEmpty() || options.get(ModelOptions.QUERY_CONTEXT),
                "Option \"query.context.fields\" names context that \"query.context\" switches off: set that to true, or leave the fields out.");
        require(
                options.get(FieldOptions.FEATURE_FIELDS).isEmpty() || options.get(ModelOptions.ITEM_FEATURES),
                "Option \"item.feature.fields\" names features that \"item.features\" switches off: set that to true, or leave the fields out.");
    }

    /** A transaction lives from one checkpoint to the next. */
    private static void checkpointsWithinTransactions(JobOptions options) {
        long checkpoints = options.get(RuntimeOptions.CHECKPOINT_INTERVAL).toMillis();
        long transactions = options.get(KafkaOptions.TRANSACTION_TIMEOUT).toMillis();
        require(
                checkpoints < transactions,
                "Option \"checkpoint.interval\" is " + options.written(RuntimeOptions.CHECKPOINT_INTERVAL)
                        + " and must be below \"transaction.timeout\", "
                        + options.written(KafkaOptions.TRANSACTION_TIMEOUT)
                        + ": the broker would abort every transaction before its checkpoint. Lower the one or raise the other.");
    }

    /** The longest key's row must fit a chunk, or the one record that has such a key stops the job for ever. */
    private static void rowsWithinChunks(JobOptions options) {
        int dims = options.get(ModelOptions.DIMS);
        int id = options.get(StreamOptions.ID_MAX) + LONGEST_FIELD;
        int token = options.get(StreamOptions.TOKEN_MAX);
        long needed = VersionWriter.bytesOfOne(options.get(KafkaOptions.INDEX_NAME), Math.max(id, token), dims);
        long chunk = options.get(VersionOptions.CHUNK).getBytes();
        require(
                needed <= chunk,
                "Option \"chunk.bytes\" is " + chunk + " bytes, but one row may take " + needed
                        + ": its key up to " + Math.max(id, token) + " (\"id.max-bytes\" is "
                        + options.get(StreamOptions.ID_MAX) + ", \"token.max-bytes\" is " + token + "), its numbers "
                        + 4 * dims + " (\"model.dims\" is " + dims + "). Set chunk.bytes to at least " + needed
                        + ", or lower one of those.");
    }

    private static void distinct(Topics topics) {
        List<String> names = new java.util.ArrayList<>(
                List.of(topics.clicks(), topics.rejected(), topics.index(), topics.versions()));
        topics.items().ifPresent(names::add);
        names.add(topics.model());
        for (int i = 0; i < names.size(); i++) {
            require(
                    names.indexOf(names.get(i)) == i,
                    "The topic \"" + names.get(i)
                            + "\" is given two roles. Give each of topic.clicks, topic.items, topic.rejected, topic.index, topic.versions and topic.model a name of its own.");
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new OptionException(message);
        }
    }
}
