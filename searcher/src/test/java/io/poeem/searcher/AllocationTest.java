package io.poeem.searcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import io.poeem.state.model.Shape;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A query allocates its answer and nothing that grows with the work, in a JVM that does nothing else. */
@Tag("own-jvm")
class AllocationTest {

    /** Of a hit: the record, its id with its bytes (some of them not ASCII), its places in lists until the last one is made. */
    private static final long HIT = 128;

    private static final long ANSWER = 256;

    /** For the JVM to compile what a query runs, on a machine that is busy as well. */
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private static final Shape SHAPE = new Shape(32, 64, 8, 256);

    private final RandomIndex index = new RandomIndex(1, SHAPE, 20_000, 1).fill();
    private final Searcher searcher = new Searcher(index.image());
    private final Query vector = Query.vector(TestTrainer.gaussians(new Random(1), SHAPE.dims()));

    @Test
    void ofAVectorOnlyTheAnswerIsAllocated() {
        for (Metric metric : Metric.values()) {
            requireOnlyTheAnswer(vector, SearchOptions.defaults().withMetric(metric));
        }
    }

    @Test
    void ofTokensOnlyTheAnswerIsAllocated() {
        Query tokens = Query.tokens("hist=i3", "hist=i7", "hist=i8", "last=i9", "place=x");
        requireOnlyTheAnswer(tokens, SearchOptions.defaults());
    }

    @Test
    void withAllListsManyHitsAndExclusionsOnlyTheAnswerIsAllocated() {
        requireOnlyTheAnswer(
                vector,
                SearchOptions.defaults()
                        .withNprobe(SearchOptions.ALL)
                        .withK(500)
                        .withExclude(Set.of("i3", "i7", "i8")));
    }

    private void requireOnlyTheAnswer(Query query, SearchOptions options) {
        Supplier<Hits> search = () -> searcher.search(query, options);
        long most = ANSWER + HIT * search.get().hits().size();
        assertThat(bytes(search, most)).isLessThan(most);
    }

    /** The least of several runs, until it is below: code that the compiler is not done with allocates vectors of the processor. */
    private static double bytes(Supplier<Hits> search, long below) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assumeThat(threads.isThreadAllocatedMemorySupported()).isTrue();
        double least = Double.MAX_VALUE;
        long found = 0;
        long start = System.nanoTime();
        while (least >= below && System.nanoTime() - start < PATIENCE_NANOS) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 300; i++) {
                found += search.get().hits().size();
            }
            least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / 300.0);
        }
        assertThat(found).isPositive();
        return least;
    }

    @Test
    void answersOfManyRequestsAreThoseOfEach() {
        List<Request> requests = List.of(
                new Request(vector, SearchOptions.defaults()),
                new Request(Query.tokens("hist=none"), SearchOptions.defaults().withK(3)));
        assertThat(searcher.searchAll(requests))
                .containsExactly(searcher.search(vector, 10), searcher.search(Query.tokens("hist=none"), 3));
    }
}
