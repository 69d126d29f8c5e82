package io.poeem.ops.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poeem.searcher.Hit;
import io.poeem.searcher.Query;
import io.poeem.searcher.SearchOptions;
import io.poeem.searcher.Searcher;
import io.poeem.state.image.IndexImage;
import io.poeem.state.model.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faiss itself reads what was exported, and answers as the file's own arithmetic and our searcher do. Skipped where it is missing. */
class FaissReadsTest {

    private static final int QUERIES = 20;
    private static Optional<FaissPython> python;

    @TempDir
    private Path directory;

    @BeforeAll
    static void findFaiss() {
        python = FaissPython.find();
    }

    @ParameterizedTest
    @CsvSource({
        "256, true, 1500, 3",
        "256, false, 1500, 8",
        "16, true, 1500, 1",
        "100, false, 300, 2",
        "1, true, 40, 8",
        "256, true, 0, 8"
    })
    void itFindsWhatTheFilesArithmeticFinds(int centroids, boolean rotated, int n, int nprobe) throws Exception {
        FaissPython faiss = required();
        Shape shape = new Shape(16, 8, 4, centroids);
        IndexImage image = new Images(centroids, shape)
                .rotated(rotated)
                .ids(i -> Long.toString(10_000_000_000L + 3 * i))
                .of(n);
        Exported exported = Exported.of(image, ExportFormat.FAISS, directory.resolve("index.faiss"));
        FaissReader own = new FaissReader(exported.index());

        int k = 10;
        JsonNode answers = new ObjectMapper()
                .readTree(faiss.run(directory, "faiss_answers.py", exported.index(), queries(16), k, nprobe));

        assertThat(answers.get("type").textValue()).isEqualTo(rotated ? "IndexPreTransform" : "IndexIVFPQ");
        assertThat(answers.get("inner").textValue()).isEqualTo("IndexIVFPQ");
        assertThat(answers.get("ntotal").intValue()).isEqualTo(n);
        for (int i = 0; i < QUERIES; i++) {
            List<Map.Entry<Long, Double>> wanted = own.search(Images.query(i, 16), k, nprobe);
            JsonNode labels = answers.get("labels").get(i);
            JsonNode distances = answers.get("distances").get(i);
            for (int place = 0; place < k; place++) {
                if (place >= wanted.size()) {
                    assertThat(labels.get(place).longValue())
                            .as("no more items")
                            .isEqualTo(-1);
                    continue;
                }
                assertThat(distances.get(place).doubleValue())
                        .isCloseTo(wanted.get(place).getValue(), within(1e-5));
                // Items of equal codes have equal products and may come in any order.
                assertThat(own.products(Images.query(i, 16))
                                .get(labels.get(place).longValue()))
                        .isCloseTo(wanted.get(place).getValue(), within(1e-5));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false"})
    void withTheSideFilesAServiceScoresAsOurSearcher(boolean rotated, boolean layers) throws Exception {
        FaissPython faiss = required();
        IndexImage image = new Images(3, new Shape(16, 8, 4, 32))
                .rotated(rotated)
                .layers(layers)
                .of(700);
        Exported exported = Exported.of(image, ExportFormat.FAISS, directory.resolve("index.faiss"));
        Searcher searcher = new Searcher(image);
        String[] tokens = {"hist=item 4", "hist=item 5", "hist=item 4", "last=item 5", "hist=never seen"};

        String printed = faiss.run(
                directory,
                "search_export.py",
                exported.index(),
                20,
                tokens[0],
                tokens[1],
                tokens[2],
                tokens[3],
                tokens[4]);

        List<Hit> ours = searcher.search(
                        Query.tokens(tokens), SearchOptions.defaults().withK(20).withNprobe(8))
                .hits();
        List<String[]> theirs = printed.lines().map(line -> line.split("\t")).toList();
        assertThat(theirs).hasSize(20);
        for (int place = 0; place < 20; place++) {
            assertThat(theirs.get(place)[1]).isEqualTo(ours.get(place).id());
            assertThat(Double.parseDouble(theirs.get(place)[3]))
                    .isCloseTo(ours.get(place).score(), within(1e-4));
        }
    }

    private static FaissPython required() {
        assumeTrue(
                python.isPresent(),
                "neither python3 nor /usr/bin/python3 can import faiss and numpy: apt-get install python3-faiss");
        return python.orElseThrow();
    }

    private Path queries(int dims) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * dims * QUERIES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < QUERIES; i++) {
            for (float value : Images.query(i, dims)) {
                bytes.putFloat(value);
            }
        }
        return Files.write(directory.resolve("queries.f32"), bytes.array());
    }
}
