package io.poeem.job.options;

import java.util.List;

/** What no single option's limit can say. */
final class Combinations {

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
                options.get(StreamOptions.TO).isEmpty() || options.get(StreamOptions.BOUNDED),
                "Option \"source.to\" ends a bounded job only: set \"source.bounded\" to true, or leave \"source.to\" out.");
        distinct(options.topics());
        options.learner();
    }

    private static void distinct(Topics topics) {
        List<String> names = new java.util.ArrayList<>(
                List.of(topics.clicks(), topics.rejected(), topics.index(), topics.versions()));
        topics.items().ifPresent(names::add);
        for (int i = 0; i < names.size(); i++) {
            require(
                    names.indexOf(names.get(i)) == i,
                    "The topic \"" + names.get(i)
                            + "\" is given two roles. Give each of topic.clicks, topic.items, topic.rejected, topic.index and topic.versions a name of its own.");
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new OptionException(message);
        }
    }
}
