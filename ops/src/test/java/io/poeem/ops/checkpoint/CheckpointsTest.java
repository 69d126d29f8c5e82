package io.poeem.ops.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.OperatorStateHandle.Mode;
import org.apache.flink.runtime.state.OperatorStateHandle.StateMetaInfo;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

    @TempDir
    Path directory;

    @Test
    void theNewestIsTheOneWithTheGreatestNumber() throws IOException {
        whole("a", 9);
        whole("a", 10);
        assertThat(newest("a")).contains(new Checkpoint(directory.resolve("a"), 10));
    }

    @Test
    void numbersGoOnFromRunToRun() throws IOException {
        whole("b", 7);
        whole("a", 8);
        whole("a", 9);
        assertThat(newest("b", "a")).contains(new Checkpoint(directory.resolve("a"), 9));
    }

    @Test
    void aRunThatHasNoneYetGoesBackToTheOneBefore() throws IOException {
        whole("a", 3);
        Files.createDirectories(directory.resolve("b/shared"));
        assertThat(newest("a", "b")).contains(new Checkpoint(directory.resolve("a"), 3));
    }

    @Test
    void checkpointsOfOtherJobsDoNotCount() throws IOException {
        whole("other", 30);
        assertThat(newest("a")).isEmpty();
    }

    @Test
    void oneWithoutMetadataWasNotCompletedAndIsSkipped() throws IOException {
        whole("a", 1);
        Files.createDirectories(directory.resolve("a/chk-2"));
        assertThat(newest("a")).contains(new Checkpoint(directory.resolve("a"), 1));
    }

    @Test
    void oneWhoseMetadataEndTooSoonIsSkipped() throws IOException {
        whole("a", 1);
        Path metadata = whole("a", 2);
        byte[] bytes = Files.readAllBytes(metadata);
        for (int length = 0; length < bytes.length; length += 7) {
            Files.write(metadata, java.util.Arrays.copyOf(bytes, length));
            assertThat(newest("a"))
                    .as("of %d bytes %d", bytes.length, length)
                    .map(Checkpoint::number)
                    .contains(1L);
        }
    }

    @Test
    void oneOfWhichAStateFileIsMissingIsSkipped() throws IOException {
        whole("a", 1);
        whole("a", 2);
        Files.delete(state("a", 2));
        assertThat(newest("a")).map(Checkpoint::number).contains(1L);
    }

    @Test
    void oneOfWhichAStateFileIsTooShortIsSkipped() throws IOException {
        whole("a", 1);
        whole("a", 2);
        Files.write(state("a", 2), new byte[] {1, 2});
        assertThat(newest("a")).map(Checkpoint::number).contains(1L);
    }

    @Test
    void whereAllAreTornThereIsNone() throws IOException {
        Files.delete(whole("a", 1));
        assertThat(newest("a")).isEmpty();
        assertThat(Checkpoints.newest(directory)).isEmpty();
    }

    @Test
    void ofAnyJobTheOneThatWasWrittenLastIsTaken() throws IOException {
        Path late = whole("a", 1);
        Path early = whole("b", 5);
        Files.setLastModifiedTime(early, java.nio.file.attribute.FileTime.fromMillis(1_000));
        Files.setLastModifiedTime(late, java.nio.file.attribute.FileTime.fromMillis(2_000));
        assertThat(Checkpoints.newest(directory)).contains(new Checkpoint(directory.resolve("a"), 1));
    }

    @Test
    void aDirectoryThatIsNotThereHasNone() {
        assertThat(Checkpoints.newest(directory.resolve("missing"))).isEmpty();
        assertThat(Checkpoints.newest(directory.resolve("missing"), List.of("a")))
                .isEmpty();
    }

    private Optional<Checkpoint> newest(String... jobs) {
        return Checkpoints.newest(directory, List.of(jobs));
    }

    /** With one state file of three bytes beside the metadata, whose path it returns. */
    private Path whole(String job, long number) throws IOException {
        Path state = state(job, number);
        Files.createDirectories(state.getParent());
        Files.write(state, new byte[] {1, 2, 3});
        OperatorState operator = new OperatorState("name", "uid", new OperatorID(1, 2), 1, 128);
        operator.putState(
                0,
                OperatorSubtaskState.builder()
                        .setManagedOperatorState(new OperatorStreamStateHandle(
                                Map.of("state", new StateMetaInfo(new long[] {0}, Mode.SPLIT_DISTRIBUTE)),
                                new FileStateHandle(new org.apache.flink.core.fs.Path(state.toUri()), 3)))
                        .build());
        Path metadata = state.resolveSibling("_metadata");
        try (OutputStream out = Files.newOutputStream(metadata)) {
            org.apache.flink.runtime.checkpoint.Checkpoints.storeCheckpointMetadata(
                    new CheckpointMetadata(number, List.of(operator), List.of()), out);
        }
        return metadata;
    }

    private Path state(String job, long number) {
        return directory.resolve(job).resolve("chk-" + number).resolve("state");
    }
}
