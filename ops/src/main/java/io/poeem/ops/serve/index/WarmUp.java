package io.poeem.ops.serve.index;

import io.poeem.searcher.Query;
import io.poeem.searcher.SearchOptions;
import io.poeem.searcher.Searcher;
import java.time.Duration;
import java.util.Random;

/**
 * Searches before anybody waits for it: until they are compiled, loops over vectors take a hundred times as long, and the first
 * hundreds of requests would.
 */
final class WarmUp {

    private static final int QUERIES = 5_000;
    private static final Duration AT_MOST = Duration.ofSeconds(3);

    private WarmUp() {}

    /** @return how many searches were made */
    static int run(Searcher searcher) {
        Random random = new Random(1);
        float[] vector = new float[searcher.image().model().shape().dims()];
        long end = System.nanoTime() + AT_MOST.toNanos();
        int done = 0;
        for (; done < QUERIES && System.nanoTime() - end < 0; done++) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) random.nextGaussian();
            }
            searcher.search(Query.vector(vector), SearchOptions.defaults());
        }
        return done;
    }
}
