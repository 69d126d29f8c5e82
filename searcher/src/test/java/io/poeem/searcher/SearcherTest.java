package io.poeem.searcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.poeem.state.image.IndexDelta;
import io.poeem.state.image.IndexImage;
import io.poeem.state.image.ItemsBuilder;
import io.poeem.state.image.TokenRows;
import io.poeem.state.kernel.Kernels;
import io.poeem.state.kernel.ScalarKernels;
import io.poeem.state.model.Activation;
import io.poeem.state.model.DenseLayer;
import io.poeem.state.model.InputFields;
import io.poeem.state.model.Model;
import io.poeem.state.model.Shape;
import io.poeem.state.model.Tower;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearcherTest {

    private static final Shape SHAPE = new Shape(16, 8, 4, 16);
    private static final SearchOptions EVERYTHING =
            SearchOptions.defaults().withNprobe(SearchOptions.ALL).withHead(0);

    private final Random random = new Random(5);
    private final TestTrainer trainer = new TestTrainer(5, SHAPE, 700);
    private final IndexImage image = trainer.full().image();
    private final Searcher searcher = new Searcher(image);
    private final BruteForce bruteForce = BruteForce.overDecoded(image);

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 700, 10_000})
    void withAllListsItFindsWhatBruteForceFinds(int k) {
        for (int i = 0; i < 20; i++) {
            float[] query = TestTrainer.gaussians(random, 16);
            Hits hits = searcher.search(Query.vector(query), EVERYTHING.withK(k));
            bruteForce.requireSame(hits, query, k, Set.of());
            assertThat(hits.scannedShare()).isEqualTo(1);
            assertThat(hits.basis()).isEqualTo(Hits.Basis.QUERY);
            assertThat(hits.version()).isEqualTo(1);
        }
    }

    @Test
    void withoutTheVectorApiItFindsTheSame() {
        Searcher scalar = new Searcher(image, new ScalarKernels());
        for (int i = 0; i < 20; i++) {
            Query query = Query.vector(TestTrainer.gaussians(random, 16));
            assertThat(scalar.search(query, SearchOptions.defaults()))
                    .isEqualTo(searcher.search(query, SearchOptions.defaults()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 13, 1000})
    void whereListsAreShortItGoesOnUntilEnoughItemsWereScoredOrAFifthOfTheIndex(int perHit) {
        SearchOptions options =
                SearchOptions.defaults().withNprobe(1).withHead(0).withPerHit(perHit);
        int enough = Math.min(10 * perHit, 700 / 5);
        for (int i = 0; i < 20; i++) {
            Query query = Query.vector(TestTrainer.gaussians(random, 16));
            Hits hits = searcher.search(query, options);
            assertThat(hits.scannedShare() * 700).isGreaterThanOrEqualTo(enough - 1e-6);

            int lists = 1;
            while (searcher.search(query, options.withPerHit(0).withNprobe(lists))
                                    .scannedShare()
                            * 700
                    < enough - 1e-6) {
                lists++;
            }
            assertThat(hits)
                    .isEqualTo(searcher.search(query, options.withPerHit(0).withNprobe(lists)));
        }
    }

    @Test
    void excludedItemsDoNotComeBackAndMakeRoomForOthers() {
        float[] query = TestTrainer.gaussians(random, 16);
        Set<String> best = new HashSet<>(
                searcher.search(Query.vector(query), EVERYTHING.withK(30)).ids());
        best.add("no such item");
        Hits hits = searcher.search(Query.vector(query), EVERYTHING.withK(30).withExclude(best));
        bruteForce.requireSame(hits, query, 30, best);
    }

    @Test
    void allExcludedLeavesNothing() {
        Set<String> all = IntStream.range(0, 700).mapToObj(i -> "i" + i).collect(Collectors.toSet());
        Hits hits = searcher.search(Query.vector(TestTrainer.gaussians(random, 16)), EVERYTHING.withExclude(all));
        assertThat(hits.hits()).isEmpty();
    }

    @Test
    void aQueryIsTheSumOfItsFieldsMeansThroughTheTower() {
        Tower tower = new Tower(
                16,
                List.of(
                        new DenseLayer(16, 24, gaussians(16 * 24), gaussians(24), Activation.RELU),
                        new DenseLayer(24, 16, gaussians(24 * 16), gaussians(16), Activation.IDENTITY)));
        IndexImage withTower =
                trainer.model(with(image.model(), tower, 1)).full().image();
        float[] in = new float[16];
        for (int i = 0; i < 16; i++) {
            float twice = withTower.tokens().row("hist=i1")[i];
            float once = withTower.tokens().row("hist=i2")[i];
            in[i] = (2 * twice + once) / 3 + withTower.tokens().row("hist=i3")[i];
        }
        trainer.rename("hist=i3", "last=i3");
        IndexImage renamed = trainer.full().image();
        float[] query = new float[16];
        tower.forward(in, 1, query);
        Hits hits = new Searcher(renamed)
                .search(
                        Query.tokens("hist=i1", "last=i3", "hist=unknown", "hist=i2", "hist=i1", "user=unknown"),
                        EVERYTHING);
        BruteForce.overDecoded(renamed).requireSame(hits, query, 10, Set.of());
    }

    @Test
    void fieldsSideBySideReachTheTowerEachInItsSlotAndUnknownOnesInTheLast() {
        Tower tower = new Tower(
                48, 16, List.of(new DenseLayer(48, 16, gaussians(48 * 16), gaussians(16), Activation.IDENTITY)));
        Model summed = image.model();
        Model apart = new Model(
                summed.shape(),
                tower,
                summed.item(),
                summed.rotation(),
                summed.codebooks(),
                summed.scale(),
                summed.popularityWeight(),
                summed.logTotal(),
                summed.historyLength(),
                InputFields.concat(List.of("last", "hist")),
                InputFields.SUM);
        trainer.model(apart);
        trainer.rename("hist=i3", "last=i3");
        trainer.rename("hist=i4", "term=i4");
        trainer.rename("hist=i5", "place=i5");
        IndexImage renamed = trainer.full().image();
        float[] in = new float[48];
        for (int i = 0; i < 16; i++) {
            in[i] = renamed.tokens().row("last=i3")[i];
            in[16 + i] = (renamed.tokens().row("hist=i1")[i] + renamed.tokens().row("hist=i2")[i]) / 2;
            in[32 + i] = renamed.tokens().row("term=i4")[i] + renamed.tokens().row("place=i5")[i];
        }
        float[] query = new float[16];
        tower.forward(in, 1, query);
        Hits hits = new Searcher(renamed)
                .search(Query.tokens("term=i4", "hist=i1", "last=i3", "hist=i2", "place=i5"), EVERYTHING);
        BruteForce.overDecoded(renamed).requireSame(hits, query, 10, Set.of());
    }

    @Test
    void withoutAKnownTokenPopularityAnswersAndTheHitsSaySo() {
        Hits hits = searcher.search(Query.tokens("hist=unknown", "x=1"), SearchOptions.defaults());
        assertThat(hits.basis()).isEqualTo(Hits.Basis.POPULARITY);
        assertThat(hits).isEqualTo(new PopularitySearch(image).search(SearchOptions.defaults()));
        Hits zero = searcher.search(Query.vector(new float[16]), SearchOptions.defaults());
        assertThat(zero).isEqualTo(hits);
    }

    @Test
    void moreListsScanMoreAndFindNothingWorse() {
        for (int i = 0; i < 20; i++) {
            Query query = Query.vector(TestTrainer.gaussians(random, 16));
            double share = 0;
            float worst = Float.NEGATIVE_INFINITY;
            for (int nprobe = 1; nprobe <= 9; nprobe++) {
                Hits hits = searcher.search(
                        query, SearchOptions.defaults().withNprobe(nprobe).withHead(20));
                assertThat(hits.scannedShare()).isGreaterThanOrEqualTo(share);
                share = hits.scannedShare();
                if (hits.hits().size() == 10) {
                    assertThat(hits.hits().get(9).score()).isGreaterThanOrEqualTo(worst);
                    worst = hits.hits().get(9).score();
                }
            }
            assertThat(share).isEqualTo(1);
        }
    }

    @Test
    void theScannedShareCountsEveryScoredItemOnce() {
        Query query = Query.vector(TestTrainer.gaussians(random, 16));
        SearchOptions one =
                SearchOptions.defaults().withNprobe(1).withPerHit(0).withHead(0).withK(700);
        Hits list = searcher.search(query, one);
        assertThat(list.scannedShare()).isEqualTo(list.hits().size() / 700.0);
        Hits withHead = searcher.search(query, one.withHead(100));
        assertThat(withHead.scannedShare()).isEqualTo(withHead.hits().size() / 700.0);
        assertThat(withHead.ids())
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(100)
                .containsAll(new PopularitySearch(image)
                        .search(SearchOptions.defaults().withK(100))
                        .ids());
    }

    @Test
    void theListOfAVeryPopularItemIsChosen() {
        float[] far = TestTrainer.gaussians(random, 16);
        trainer.putItem("hit of the year", far, 60);
        Searcher withHit = new Searcher(trainer.full().image());
        for (int i = 0; i < far.length; i++) {
            far[i] = -far[i];
        }
        Hits hits = withHit.search(
                Query.vector(far), SearchOptions.defaults().withNprobe(1).withHead(0));
        assertThat(hits.hits().get(0).id()).isEqualTo("hit of the year");
    }

    @Test
    void withoutPopularityInTheScoreTheNearestListIsChosenAndBiasIsZero() {
        IndexImage noPopularity = trainer.model(
                        with(image.model(), image.model().query(), 0))
                .full()
                .image();
        float[] query = TestTrainer.gaussians(random, 16);
        Hits hits = new Searcher(noPopularity).search(Query.vector(query), EVERYTHING);
        BruteForce.overDecoded(noPopularity).requireSame(hits, query, 10, Set.of());
    }

    @Test
    void equalScoresComeInTheOrderOfIds() {
        ItemsBuilder items = new ItemsBuilder(16, 4);
        for (String id : List.of("d", "b", "e", "a", "c")) {
            items.add(id, 3, new byte[4], 0, 1, 2);
        }
        IndexImage equal = IndexImage.empty()
                .apply(new IndexDelta(1, -1, 0, image.model(), TokenRows.empty(), items.build(), List.of(), List.of()));
        Query query = Query.vector(TestTrainer.gaussians(random, 16));
        assertThat(new Searcher(equal).search(query, EVERYTHING.withK(4)).ids()).containsExactly("a", "b", "c", "d");
        assertThat(new Searcher(equal).popularity().search(EVERYTHING.withK(4)).ids())
                .containsExactly("a", "b", "c", "d");
    }

    @Test
    void anImageWithoutItemsHasNoHits() {
        IndexImage none = IndexImage.empty()
                .apply(new IndexDelta(
                        1,
                        -1,
                        0,
                        image.model(),
                        image.tokens(),
                        new ItemsBuilder(16, 4).build(),
                        List.of(),
                        List.of()));
        Hits hits = new Searcher(none).search(Query.tokens("hist=i1"), SearchOptions.defaults());
        assertThat(hits.hits()).isEmpty();
        assertThat(hits.scannedShare()).isZero();
        assertThat(new Searcher(none)
                        .search(Query.tokens("a=b"), SearchOptions.defaults())
                        .hits())
                .isEmpty();
    }

    @Test
    void aVectorOfAnotherModelIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> searcher.search(Query.vector(new float[8]), SearchOptions.defaults()))
                .withMessageContaining("8 values")
                .withMessageContaining("16 dimensions");
    }

    @Test
    void anImageWithValuesOutOfBoundsIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Searcher(IndexImage.empty()));
        requireRefused(8, new byte[4], 1, 1, "list 8");
        requireRefused(-1, new byte[4], 1, 1, "list -1");
        requireRefused(0, new byte[] {0, 0, 0, 16}, 1, 1, "code 16");
        requireRefused(0, new byte[4], Float.NaN, 1, "norm NaN");
        requireRefused(0, new byte[4], -1, 1, "norm -1");
        requireRefused(0, new byte[4], 1, Float.NaN, "popularity NaN");
    }

    private void requireRefused(int coarse, byte[] code, float norm, float logCount, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Searcher(IndexImage.empty()
                        .apply(new IndexDelta(
                                1,
                                -1,
                                0,
                                image.model(),
                                TokenRows.empty(),
                                new ItemsBuilder(16, 4)
                                        .add("odd", coarse, code, 0, norm, logCount)
                                        .build(),
                                List.of(),
                                List.of()))))
                .withMessageContaining(message);
    }

    @Test
    void exactSearchFindsWhatBruteForceOverVectorsFinds() {
        TestTrainer withVectors = new TestTrainer(9, SHAPE, 1_300).withVectors();
        IndexImage floats = withVectors.full().image();
        BruteForce exact = BruteForce.overVectors(floats);
        for (Kernels kernels : List.of(Kernels.best(), new ScalarKernels())) {
            ExactSearch search = ExactSearch.of(floats, kernels).orElseThrow();
            for (int i = 0; i < 20; i++) {
                float[] query = TestTrainer.gaussians(random, 16);
                Set<String> excluded = Set.of("i" + i, "i700");
                SearchOptions options = EVERYTHING.withK(50).withExclude(excluded);
                exact.requireSame(search.search(Query.vector(query), options), query, 50, excluded);
            }
        }
    }

    @Test
    void exactSearchOfManyIsThatOfEach() {
        IndexImage floats =
                new TestTrainer(9, SHAPE, 1_300).withVectors().full().image();
        ExactSearch search = ExactSearch.of(floats).orElseThrow();
        List<Request> requests = IntStream.range(0, 40)
                .mapToObj(i -> new Request(
                        i % 7 == 3 ? Query.tokens("hist=unknown") : Query.vector(TestTrainer.gaussians(random, 16)),
                        SearchOptions.defaults().withK(i + 1).withExclude(Set.of("i" + i))))
                .toList();
        List<Hits> each = requests.stream()
                .map(request -> search.search(request.query(), request.options()))
                .toList();
        assertThat(search.searchAll(requests)).isEqualTo(each);
        assertThat(each.get(3).basis()).isEqualTo(Hits.Basis.POPULARITY);
    }

    @Test
    void withoutPublishedVectorsThereIsNoExactSearch() {
        assertThat(ExactSearch.of(image)).isEmpty();
    }

    @Test
    void popularityGivesTheMostClickedItems() {
        List<String> byCount = IntStream.range(0, 700)
                .boxed()
                .sorted((a, b) ->
                        Float.compare(image.items().logCount(b), image.items().logCount(a)))
                .map(i -> image.items().id(i))
                .toList();
        PopularitySearch popularity = new PopularitySearch(image);
        assertThat(popularity.search(SearchOptions.defaults()).ids()).isEqualTo(byCount.subList(0, 10));
        Set<String> first = Set.copyOf(byCount.subList(0, 30));
        Hits others = popularity.search(SearchOptions.defaults().withK(600).withExclude(first));
        assertThat(others.ids()).isEqualTo(byCount.subList(30, 630));
        assertThat(popularity.search(SearchOptions.defaults().withK(10_000)).ids())
                .isEqualTo(byCount);
        assertThat(others.hits().get(0).score())
                .isEqualTo((float) (image.items().logCount(image.items().indexOf(byCount.get(30))) - 12.5));
    }

    private float[] gaussians(int n) {
        return TestTrainer.gaussians(random, n);
    }

    private static Model with(Model model, Tower query, float popularityWeight) {
        return new Model(
                model.shape(),
                query,
                model.item(),
                model.rotation(),
                model.codebooks(),
                model.scale(),
                popularityWeight,
                model.logTotal(),
                model.historyLength());
    }
}
