package io.poeem.ops.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.poeem.ops.console.Progress;
import io.poeem.state.image.IndexImage;
import io.poeem.state.model.Activation;
import io.poeem.state.model.DenseLayer;
import io.poeem.state.model.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExportTest {

    private static final Shape SHAPE = new Shape(8, 4, 2, 16);

    @TempDir
    private Path directory;

    private final IndexImage image =
            new Images(1, SHAPE).rotated(true).layers(true).of(30);

    @ParameterizedTest
    @EnumSource
    void theDescriptionNamesEveryFileWithItsLengthAndHash(ExportFormat format) throws Exception {
        Exported exported = Exported.of(image, format, directory.resolve("new/index"));
        JsonNode description = exported.description();
        assertThat(description.get("format").textValue()).isEqualTo(format.toString());
        assertThat(description.get("index").textValue()).isEqualTo("films");
        assertThat(description.get("version").longValue()).isEqualTo(4);
        assertThat(description.get("trained_through").textValue()).isEqualTo("2017-07-14T02:40:00Z");
        assertThat(description.get("content_sha256").textValue())
                .isEqualTo(HexFormat.of().formatHex(image.contentSha256()));
        assertThat(description.get("items").intValue()).isEqualTo(30);
        assertThat(description.at("/query/history_length").intValue()).isEqualTo(7);
        assertThat(description.at("/rotation/in").textValue())
                .isEqualTo(format == ExportFormat.FAISS ? "index" : "file");
        List<Path> others = names(exported.index().getParent());
        others.remove(exported.beside(".json"));
        assertThat(description.get("files")).hasSize(others.size());
        for (JsonNode file : description.get("files")) {
            Path path = exported.index().resolveSibling(file.get("name").textValue());
            assertThat(others).contains(path);
            assertThat(Files.size(path)).isEqualTo(file.get("bytes").longValue());
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path));
            assertThat(HexFormat.of().formatHex(sha256))
                    .isEqualTo(file.get("sha256").textValue());
        }
    }

    @Test
    void theRowsOfTokensAndTheLayersOfTheTowerAreThereToMakeQueriesOf() {
        Exported exported = Exported.of(image, ExportFormat.FAISS, directory.resolve("index"));
        JsonNode query = exported.description().get("query");
        List<String> tokens = exported.tokens();
        assertThat(tokens).hasSize(60).contains("hist=item 0", "last=item 29");
        float[] rows = Exported.npy(exported.beside(".tokens.npy"), 60, 8);
        for (int i = 0; i < tokens.size(); i++) {
            float[] row = Arrays.copyOfRange(rows, i * 8, (i + 1) * 8);
            assertThat(row).containsExactly(image.tokens().row(tokens.get(i)));
        }
        List<DenseLayer> layers = image.model().query().layers();
        assertThat(query.get("slots")).as("all fields share one").isEmpty();
        assertThat(query.get("layers")).hasSize(2);
        for (int i = 0; i < 2; i++) {
            JsonNode layer = query.get("layers").get(i);
            DenseLayer wanted = layers.get(i);
            assertThat(layer.get("activation").textValue())
                    .isEqualTo(wanted.activation() == Activation.RELU ? "relu" : "identity");
            assertThat(Exported.npy(
                            directory.resolve(layer.get("weights_file").textValue()), wanted.in(), wanted.out()))
                    .containsExactly(wanted.weights());
            assertThat(Exported.npy(directory.resolve(layer.get("bias_file").textValue()), wanted.out()))
                    .containsExactly(wanted.bias());
        }
    }

    @Test
    void theSameVersionGivesTheSameBytes() throws IOException {
        Exported first = Exported.of(image, ExportFormat.FAISS, directory.resolve("first/index"));
        Exported second = Exported.of(image, ExportFormat.FAISS, directory.resolve("second/index"));
        for (Path file : names(directory.resolve("first"))) {
            assertThat(second.index().resolveSibling(file.getFileName())).hasSameBinaryContentAs(file);
        }
        assertThat(first.description()).isEqualTo(second.description());
    }

    @Test
    void anExportThatIsThereIsReplacedOnlyOnDemandAndThenNothingOfItRemains() throws IOException {
        Path out = directory.resolve("index");
        Exported.of(image, ExportFormat.POEEM_IDX, out);
        assertThat(directory.resolve("index.rotation.npy")).exists();
        Path stranger = Files.writeString(directory.resolve("index.notes"), "mine");

        Export again = new Export(ExportFormat.FAISS, out, false);
        assertThatThrownBy(() -> again.check(false))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("index is there already")
                .hasMessageContaining("--force");
        again.check(true);
        new PoeemIdxReader(out); // the check has left it alone

        again.write("films", new Images(2, SHAPE).of(5), Progress.silent());
        assertThat(new FaissReader(out).n).isEqualTo(5);
        assertThat(names(directory))
                .extracting(path -> path.getFileName().toString())
                .containsExactlyInAnyOrder("index", "index.json", "index.items.jsonl", "index.notes");
        assertThat(stranger).hasContent("mine");
    }

    @Test
    void withoutTokensTheDescriptionSaysHowManyThereAreAndNamesNoFile() {
        new Export(ExportFormat.FAISS, directory.resolve("index"), false).write("films", image, Progress.silent());
        JsonNode query = new Exported(directory.resolve("index")).description().get("query");
        assertThat(query.get("tokens").intValue()).isEqualTo(60);
        assertThat(query.has("rows_file")).isFalse();
    }

    @Test
    void whatFailsOnTheWayLeavesWhatWasThere() throws IOException {
        Path out = directory.resolve("index");
        Exported before = Exported.of(image, ExportFormat.FAISS, out);
        List<Path> files = names(directory);
        // A directory where a side file is to be written: the index itself is complete by then.
        Path obstacle = Files.createDirectory(directory.resolve("index.tokens.npy.part"));
        assertThatThrownBy(() -> new Export(ExportFormat.FAISS, out, true)
                        .write("films", new Images(2, SHAPE).of(5), Progress.silent()))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("Cannot write")
                .hasMessageContaining("index.tokens.npy");
        Files.deleteIfExists(obstacle);
        assertThat(names(directory)).isEqualTo(files);
        assertThat(new FaissReader(out).n).isEqualTo(30);
        assertThat(before.description().get("items").intValue()).isEqualTo(30);
    }

    @Test
    void aDirectoryOrAPlaceThatCannotBeWrittenToIsRefusedBeforeAnythingIsRead() throws IOException {
        assertThatThrownBy(() -> new Export(ExportFormat.FAISS, directory, true).check(false))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("is a directory");
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThatThrownBy(() -> new Export(ExportFormat.FAISS, file.resolve("index"), true).check(false))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("Cannot write " + file.resolve("index"));
    }

    private static List<Path> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return new ArrayList<>(files.sorted().toList());
        }
    }
}
