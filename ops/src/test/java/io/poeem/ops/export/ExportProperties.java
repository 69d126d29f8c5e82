package io.poeem.ops.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.poeem.searcher.Hit;
import io.poeem.searcher.Query;
import io.poeem.searcher.SearchOptions;
import io.poeem.searcher.Searcher;
import io.poeem.state.image.IndexImage;
import io.poeem.state.model.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever the image: read back by its format's description, and by the side files, an export scores as our searcher does. */
class ExportProperties {

    private static Path directory;

    @BeforeContainer
    static void makeDirectory() throws IOException {
        directory = Files.createTempDirectory("export");
    }

    @AfterContainer
    static void removeDirectory() throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    /** An image, and how its ids look. */
    record Case(long seed, Shape shape, boolean rotated, float popularityWeight, int n, Ids ids) {
        IndexImage image() {
            return new Images(seed, shape)
                    .rotated(rotated)
                    .popularityWeight(popularityWeight)
                    .ids(ids.of)
                    .of(n);
        }
    }

    enum Ids {
        NUMBERS(i -> Long.toString(i * 7L), true),
        LARGE(i -> Long.toString(Long.MAX_VALUE - i), true),
        TOO_LARGE(i -> Long.MAX_VALUE + "" + i, false),
        NEGATIVE(i -> Integer.toString(3 - i), false),
        PADDED(i -> "00" + i, false),
        SIGNED(i -> "+" + i, false),
        OTHER_DIGITS(i -> "٣" + i, false),
        WORDS(i -> "an \"item\"\n\t" + i, false);

        private final IntFunction<String> of;
        private final boolean numbers;

        Ids(IntFunction<String> of, boolean numbers) {
            this.of = of;
            this.numbers = numbers;
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        Arbitrary<Shape> shapes = Combinators.combine(
                        Arbitraries.of(1, 2, 4),
                        Arbitraries.of(1, 2, 3),
                        Arbitraries.integers().between(1, 9),
                        Arbitraries.of(1, 3, 16, 255, 256))
                .as((subspaces, subDims, lists, centroids) ->
                        new Shape(subspaces * subDims, lists, subspaces, centroids));
        return Combinators.combine(
                        Arbitraries.longs(),
                        shapes,
                        Arbitraries.of(true, false),
                        Arbitraries.of(0f, 0.75f),
                        Arbitraries.oneOf(
                                Arbitraries.of(0, 1), Arbitraries.integers().between(2, 60)),
                        Arbitraries.of(Ids.class))
                .as(Case::new);
    }

    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void theAuthorsLayoutReadBackScoresAsTheSearcher(@ForAll("cases") Case given) {
        IndexImage image = given.image();
        Exported exported = Exported.of(image, ExportFormat.POEEM_IDX, directory.resolve("a.idx"));
        PoeemIdxReader read = new PoeemIdxReader(exported.index());
        assertThat(new Shape(read.d, read.lists, read.subspaces, read.centroids))
                .isEqualTo(given.shape);
        assertThat(read.n).isEqualTo(given.n);
        for (int i = 0; i < 3; i++) {
            float[] query = Images.query(given.seed + i, read.d);
            requireSearchersScores(given, exported, read.cosines(turned(query, exported)), query);
        }
    }

    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void faissLayoutReadBackScoresAsTheSearcher(@ForAll("cases") Case given) {
        IndexImage image = given.image();
        Exported exported = Exported.of(image, ExportFormat.FAISS, directory.resolve("a.faiss"));
        FaissReader read = new FaissReader(exported.index());
        assertThat(read.n).isEqualTo(given.n);
        assertThat(read.d).isEqualTo(given.shape.dims());
        assertThat(read.lists).isEqualTo(given.shape.coarse());
        assertThat(read.nprobe).isBetween(1, read.lists);
        assertThat(read.subspaces).isEqualTo(given.shape.subspaces());
        assertThat(read.transformed).isEqualTo(!image.model().rotation().isIdentity());
        Map<Long, JsonNode> items = exported.items();
        for (int i = 0; i < 3; i++) {
            float[] query = Images.query(given.seed + i, read.d);
            Map<Long, Double> cosines = new TreeMap<>(read.products(query));
            cosines.replaceAll(
                    (number, product) -> product / items.get(number).get("norm").doubleValue());
            requireSearchersScores(given, exported, cosines, query);
        }
    }

    @Property(tries = 10, edgeCases = EdgeCasesMode.NONE)
    void faissUnusedCentroidsRepeatTheFirstSoThatAnEncoderNeverPicksThem(@ForAll("cases") Case given) {
        Exported exported = Exported.of(given.image(), ExportFormat.FAISS, directory.resolve("b.faiss"));
        FaissReader read = new FaissReader(exported.index());
        for (int m = 0; m < read.subspaces; m++) {
            for (int k = given.shape.centroids(); k < read.centroids; k++) {
                assertThat(read.centroid(m, k)).containsExactly(read.centroid(m, 0));
            }
        }
    }

    /** score = scale · cos + b, and the items' file says which item each number is. */
    private static void requireSearchersScores(
            Case given, Exported exported, Map<Long, Double> cosines, float[] query) {
        Map<Long, JsonNode> items = exported.items();
        assertThat(cosines.keySet()).isEqualTo(items.keySet());
        JsonNode description = exported.description();
        boolean keptIds = given.n == 0 || given.ids.numbers || given.ids == Ids.NEGATIVE && given.n <= 4;
        assertThat(description.at("/ids/numbers").textValue()).isEqualTo(keptIds ? "ids" : "positions");
        double scale = description.at("/score/scale").doubleValue();
        assertThat(scale).isEqualTo(Images.SCALE);
        Map<String, Double> cosineOf = new TreeMap<>();
        cosines.forEach((number, cosine) -> {
            JsonNode line = items.get(number);
            cosineOf.put(line.get("item").textValue(), cosine);
            if (keptIds) {
                assertThat(line.get("item").textValue()).isEqualTo(Long.toString(number));
            }
        });
        Map<String, JsonNode> byItem = new TreeMap<>();
        items.values().forEach(line -> byItem.put(line.get("item").textValue(), line));
        List<Hit> hits = new Searcher(given.image())
                .search(
                        Query.vector(query),
                        SearchOptions.defaults()
                                .withK(Math.max(1, given.n))
                                .withNprobe(SearchOptions.ALL)
                                .withHead(0))
                .hits();
        assertThat(hits).hasSize(given.n);
        for (Hit hit : hits) {
            JsonNode bias = byItem.get(hit.id()).get("bias");
            if (bias.isNull()) {
                assertThat(hit.score()).isEqualTo(Float.NEGATIVE_INFINITY);
            } else {
                assertThat((hit.score() - bias.floatValue()) / scale).isCloseTo(cosineOf.get(hit.id()), within(1e-5));
            }
        }
    }

    private static float[] turned(float[] query, Exported exported) {
        JsonNode rotation = exported.description().get("rotation");
        if (rotation.get("in").textValue().equals("none")) {
            return query;
        }
        assertThat(rotation.get("in").textValue()).isEqualTo("file");
        int d = query.length;
        float[] r = Exported.npy(
                exported.index().resolveSibling(rotation.get("file").textValue()), d, d);
        float[] turned = new float[d];
        for (int j = 0; j < d; j++) {
            double sum = 0;
            for (int i = 0; i < d; i++) {
                sum += (double) query[i] * r[i * d + j];
            }
            turned[j] = (float) sum;
        }
        return turned;
    }
}
