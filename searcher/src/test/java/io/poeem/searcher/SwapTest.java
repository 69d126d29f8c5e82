package io.poeem.searcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.state.model.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Queries on several threads while versions follow each other: each answer is one version's, whole. */
class SwapTest {

    private static final int SWAPS = 1_000;
    private static final int THREADS = 3;
    private static final Shape SHAPE = new Shape(8, 6, 4, 16);
    private static final SearchOptions OPTIONS =
            SearchOptions.defaults().withK(20).withNprobe(2).withHead(10);

    private volatile Searcher current;
    private volatile boolean done;

    @Test
    void queriesDuringAThousandSwapsSeeOneVersionEach() throws Exception {
        Random random = new Random(3);
        List<Query> queries = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            queries.add(Query.vector(TestTrainer.gaussians(random, SHAPE.dims())));
        }
        queries.add(Query.tokens("hist=i7", "hist=i8"));
        RandomIndex index = new RandomIndex(4, SHAPE, 300, 1).fill();
        current = new Searcher(index.image());
        List<List<Hits>> expected = new ArrayList<>();
        expected.add(answers(new Searcher(index.fromScratch()), queries));

        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<List<List<Hits>>>> asked = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                asked.add(threads.submit(() -> askUntilDone(queries)));
            }
            for (int swap = 0; swap < SWAPS; swap++) {
                index.delta();
                current = new Searcher(index.image());
                expected.add(answers(new Searcher(index.fromScratch()), queries));
            }
            done = true;
            int versions = 0;
            for (Future<List<List<Hits>>> answers : asked) {
                List<List<Hits>> got = answers.get(1, TimeUnit.MINUTES);
                for (List<Hits> round : got) {
                    int version = (int) round.get(0).version();
                    assertThat(round).isEqualTo(expected.get(version));
                }
                versions += (int) got.stream()
                        .map(round -> round.get(0).version())
                        .distinct()
                        .count();
            }
            assertThat(versions).isGreaterThan(SWAPS / 10);
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Hits> answers(Searcher searcher, List<Query> queries) {
        return searcher.searchAll(
                queries.stream().map(query -> new Request(query, OPTIONS)).toList());
    }

    /** One round of answers for each version that the thread comes to see. */
    private List<List<Hits>> askUntilDone(List<Query> queries) {
        List<List<Hits>> rounds = new ArrayList<>();
        long last = -1;
        while (!done) {
            Searcher searcher = current;
            List<Hits> round = answers(searcher, queries);
            assertThat(round).allMatch(hits -> hits.version() == searcher.version());
            if (searcher.version() != last) {
                last = searcher.version();
                rounds.add(round);
            }
        }
        return rounds;
    }
}
