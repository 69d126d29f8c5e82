package io.poeem.ops.faiss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes of a Python that is none of Faiss's: shell scripts in its place. Their arguments: script n d J D seed out out. */
class FaissTrainerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Shape SHAPE = new Shape(4, 2, 2, 256);
    private static final int N = 300;

    @TempDir
    private Path directory;

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        Path ran = directory.resolve("ran-in");
        if (Files.exists(ran)) {
            assertThat(Path.of(Files.readString(ran).strip())).doesNotExist();
        }
    }

    @Test
    void whatItWritesAreTheCodebooks() throws Exception {
        // Points in, the first two as coarse centroids, the first 256 as codebooks.
        Codebooks codebooks = trained(python("head -c 32 \"$2\" > \"$8\"; head -c 4096 \"$2\" > \"$9\""));
        assertThat(codebooks.coarse()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(codebooks.subspaces()).hasSize(1024).contains(1023f);
    }

    @Test
    void itIsToldTheSizesTheSeedAndToUseOneThread() throws Exception {
        String python = python("echo \"$3 $4 $5 $6 $7 $OMP_NUM_THREADS\" >&2; exit 3");
        assertThatThrownBy(() -> trained(python)).hasMessageEndingWith(": 300 4 2 2 9 1");
    }

    @Test
    void aFailureSaysWhatItWroteToStandardError() throws Exception {
        String python = python("echo 'no such thing' >&2; exit 3");
        assertThatThrownBy(() -> trained(python))
                .isInstanceOf(FaissException.class)
                .hasMessageContainingAll(python, "status 3", "no such thing");
    }

    @Test
    void oneThatDoesNotEndIsEnded() throws Exception {
        FaissTrainer trainer = new FaissTrainer(python("echo busy >&2; sleep 600 & sleep 600"), Duration.ofSeconds(3));
        assertThatThrownBy(() -> trainer.train(points(), N, SHAPE, 9))
                .isInstanceOf(FaissException.class)
                .hasMessageContainingAll("not ended after 3 s", "busy");
    }

    @Test
    void filesOfAnotherSizeAreRefused() throws Exception {
        assertThatThrownBy(() -> trained(python("head -c 28 \"$2\" > \"$8\"")))
                .isInstanceOf(FaissException.class)
                .hasMessageContainingAll("28 bytes", "coarse.f32", "32");
        assertThatThrownBy(() -> trained(python("head -c 32 \"$2\" > \"$8\"")))
                .isInstanceOf(FaissException.class)
                .hasMessageContainingAll("0 bytes", "codebooks.f32", "4096");
    }

    @Test
    void valuesThatAreNotFiniteAreRefused() throws Exception {
        String nan = "printf '\\000\\000\\300\\177'";
        String python = python("{ head -c 28 \"$2\"; " + nan + "; } > \"$8\"; head -c 4096 \"$2\" > \"$9\"");
        assertThatThrownBy(() -> trained(python))
                .isInstanceOf(FaissException.class)
                .hasMessageContainingAll("value 7", "coarse.f32", "NaN");
    }

    @Test
    void aPythonThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> trained("/no/such/python"))
                .isInstanceOf(FaissException.class)
                .hasMessageContaining("/no/such/python");
        assertThat(new Python("/no/such/python", PATIENCE).hasFaiss()).isFalse();
    }

    @Test
    void withFewerPointsThanCentroidsItIsNotEvenAsked() {
        FaissTrainer trainer = new FaissTrainer("/no/such/python", PATIENCE);
        assertThatThrownBy(() -> trainer.train(points(), 255, SHAPE, 9)).hasMessageContainingAll("255", "256");
        assertThatThrownBy(() -> trainer.train(points(), N, new Shape(4, 301, 2, 256), 9))
                .hasMessageContainingAll("300", "301");
        assertThatThrownBy(() -> trainer.train(points(), N, new Shape(4, 2, 2, 16), 9))
                .hasMessageContainingAll("16", "codebook.centroids");
    }

    private static Codebooks trained(String python) throws FaissException {
        return new FaissTrainer(python, PATIENCE).train(points(), N, SHAPE, 9);
    }

    /** 0, 1, 2, … */
    private static float[] points() {
        float[] points = new float[N * SHAPE.dims()];
        for (int i = 0; i < points.length; i++) {
            points[i] = i;
        }
        return points;
    }

    private String python(String script) throws IOException {
        Path file = Files.createTempFile(
                directory,
                "python",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(file, "#!/bin/sh\npwd > '" + directory.resolve("ran-in") + "'\n" + script + "\n");
        return file.toString();
    }
}
