package io.poeem.searcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.state.image.Items;
import io.poeem.state.model.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;

/** Whatever deltas led to an image, it is searched as one that was built from nothing; and a search finds what brute force finds. */
class LiveIndexProperties {

    @Property(tries = 200)
    void afterAnyDeltasASearchGivesWhatItGivesFromScratch(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int versions, @ForAll boolean packed) {
        Random random = new Random(seed);
        Shape shape = new Shape(6, 1 + random.nextInt(5), 3, packed ? 2 + random.nextInt(15) : 17 + random.nextInt(9));
        RandomIndex index = new RandomIndex(seed, shape, 1 + random.nextInt(150), random.nextInt(3));
        index.fill();
        for (int i = 0; i < versions; i++) {
            index.delta();
            Searcher live = new Searcher(index.image());
            Searcher fresh = new Searcher(index.fromScratch());
            for (int q = 0; q < 6; q++) {
                Query query = query(random, index, shape, q);
                SearchOptions options = options(random, index);
                assertThat(live.search(query, options)).isEqualTo(fresh.search(query, options));
                assertThat(live.popularity().search(options))
                        .isEqualTo(fresh.popularity().search(options));
            }
            assertThat(index.image().contentSha256())
                    .isEqualTo(index.fromScratch().contentSha256());
        }
    }

    private static Query query(Random random, RandomIndex index, Shape shape, int q) {
        Query.Head vector = Query.vector(TestTrainer.gaussians(random, shape.dims()));
        Query.Head tokens = Query.tokens("hist=" + index.id(), "hist=" + index.id(), "last=none");
        return q % 3 == 0 ? vector : q % 3 == 1 ? tokens : Query.heads(List.of(vector, tokens));
    }

    private static SearchOptions options(Random random, RandomIndex index) {
        SearchOptions options = SearchOptions.defaults()
                .withK(1 + random.nextInt(40))
                .withNprobe(1 + random.nextInt(5))
                .withPerHit(random.nextInt(3))
                .withHead(random.nextInt(20))
                .withMetric(Metric.values()[random.nextInt(4)])
                .withPopularity(random.nextBoolean())
                .withExclude(Set.of(index.id()));
        return random.nextBoolean() ? options : options.withFilter(id -> id.hashCode() % 3 != 0);
    }

    @Property(tries = 300)
    void withAllListsASearchFindsWhatBruteForceFinds(
            @ForAll long seed,
            @ForAll Metric metric,
            @ForAll boolean popularity,
            @ForAll @FloatRange(min = 0, max = 3) float weight,
            @ForAll @IntRange(min = 2, max = 256) int centroids,
            @ForAll boolean filtered,
            @ForAll @IntRange(min = 1, max = 3) int heads) {
        Random random = new Random(seed);
        Shape shape =
                new Shape(8, 1 + random.nextInt(9), 1 << random.nextInt(4), random.nextBoolean() ? 16 : centroids);
        RandomIndex index = new RandomIndex(seed, shape, 1 + random.nextInt(400), weight);
        index.fill();
        float[][] queries = new float[heads][];
        Query.Head[] each = new Query.Head[heads];
        for (int h = 0; h < heads; h++) {
            queries[h] = TestTrainer.gaussians(random, shape.dims());
            each[h] = Query.vector(queries[h]);
        }
        Set<String> excluded = new HashSet<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            excluded.add(index.id());
        }
        SearchOptions options = SearchOptions.defaults()
                .withK(1 + random.nextInt(60))
                .withNprobe(SearchOptions.ALL)
                .withHead(random.nextInt(30))
                .withMetric(metric)
                .withPopularity(popularity)
                .withExclude(excluded)
                .withFilter(filtered ? id -> id.hashCode() % 2 == 0 : SearchOptions.NO_FILTER);
        Hits hits = new Searcher(index.image()).search(heads == 1 ? each[0] : Query.heads(List.of(each)), options);
        assertThat(hits.scannedShare()).isEqualTo(1);
        BruteForce.overDecoded(index.image()).requireSame(hits, queries, options);
    }

    @Example
    void equalScoresComeBackInTheOrderOfTheirIdsAlsoWhereOnlyRoundingMadeThemEqual() {
        RandomIndex index = new RandomIndex(3, new Shape(16, 8, 4, 256), 3_000, 1).fill();
        Searcher searcher = new Searcher(index.image());
        float[] far = TestTrainer.gaussians(new Random(1), 16);
        for (int i = 0; i < far.length; i++) {
            far[i] *= 10_000;
        }
        SearchOptions all = SearchOptions.defaults()
                .withNprobe(SearchOptions.ALL)
                .withK(3_000)
                .withMetric(Metric.L2);
        List<Hit> hits = searcher.search(Query.vector(far), all).hits();
        int equals = 0;
        for (int i = 1; i < hits.size(); i++) {
            if (hits.get(i).score() == hits.get(i - 1).score()) {
                equals++;
                Items items = index.image().items();
                assertThat(items.indexOf(hits.get(i - 1).id()))
                        .isLessThan(items.indexOf(hits.get(i).id()));
            }
        }
        assertThat(equals).isGreaterThan(100);
        Hits twice = searcher.search(Query.heads(List.of(Query.vector(far), Query.vector(far))), all);
        assertThat(twice.hits()).isEqualTo(hits);
    }
}
