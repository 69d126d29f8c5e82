package io.poeem.ops.serve.api;

import io.poeem.ops.serve.http.Problem;
import io.poeem.ops.serve.http.ProblemException;
import io.poeem.searcher.Query;
import io.poeem.searcher.SearchOptions;

/**
 * What one search may ask for.
 *
 * @param k hits
 * @param nprobe lists
 * @param excluded ids that must not come back
 */
public record SearchLimits(int k, int nprobe, int excluded) {

    public static final SearchLimits DEFAULTS = new SearchLimits(1_000, 1_024, 10_000);

    /** Vectors of one query; tokens count as one more. */
    static final int VECTORS = Query.MAX_HEADS - 1;

    public SearchLimits {
        within("the limit of k", k, SearchOptions.MAX_K);
        within("the limit of nprobe", nprobe, SearchOptions.ALL);
        within("the limit of excluded ids", excluded, SearchOptions.MAX_EXCLUDED);
    }

    private static void within(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " is " + value + ", but must be 1 to " + most);
        }
    }

    /** @throws ProblemException 400 if it is not 1 to the limit */
    static int checked(String name, long value, int limit, String option) {
        if (value < 1 || value > limit) {
            throw new ProblemException(Problem.beyond(
                    400, name, value, "1 to " + limit, "ask for less, or start the server with " + option));
        }
        return (int) value;
    }
}
