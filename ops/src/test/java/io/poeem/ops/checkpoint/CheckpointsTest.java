package io.poeem.ops.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

    /** Also RocksDB's files, which are most of a checkpoint. */
    @Test
    void oneOfWhichAnyFileIsMissingOrTooShortIsSkipped() throws IOException {
        whole("a", 1);
        whole("a", 2);
        WrittenCheckpoint torn = of("a", 2);
        for (Path file : List.of(torn.state(), torn.keyed(), torn.shared(), torn.own())) {
            byte[] bytes = Files.readAllBytes(file);
            assertThat(newest("a")).map(Checkpoint::number).contains(2L);
            Files.write(file, new byte[] {1, 2});
            assertThat(newest("a")).as("%s cut", file).map(Checkpoint::number).contains(1L);
            Files.delete(file);
            assertThat(newest("a")).as("%s gone", file).map(Checkpoint::number).contains(1L);
            Files.write(file, bytes);
        }
    }

    /** It must not be taken for whole because nobody knows what files it names. */
    @Test
    void oneWithAKindOfStateThatIsNotKnownIsSkipped() throws IOException {
        whole("a", 1);
        WrittenCheckpoint.writeMerged(of("a", 2).directory(), 2);
        assertThat(newest("a")).map(Checkpoint::number).contains(1L);
    }

    @Test
    void oneWithLengthsThatCannotBeIsSkipped() throws IOException {
        whole("a", 1);
        Path metadata = whole("a", 2);
        byte[] bytes = Files.readAllBytes(metadata);
        for (int at = 0; at + 4 <= bytes.length; at += 5) {
            byte[] garbage = bytes.clone();
            garbage[at] = 0x7f;
            garbage[at + 1] = garbage[at + 2] = garbage[at + 3] = -1;
            Files.write(metadata, garbage);
            assertThatCode(() -> newest("a")).as("at %d", at).doesNotThrowAnyException();
        }
    }

    @Test
    void theNewestSavepointOfAJobIsTheOneWithTheGreatestNumber() throws IOException {
        WrittenCheckpoint.write(directory.resolve("savepoint-abcdef-1"), 9);
        WrittenCheckpoint.write(directory.resolve("savepoint-abcdef-2"), 10);
        Files.delete(WrittenCheckpoint.write(directory.resolve("savepoint-abcdef-3"), 11)
                .metadata());
        WrittenCheckpoint.write(directory.resolve("savepoint-abcde0-4"), 12);
        assertThat(Checkpoints.newestSavepoint(directory, "abcdef0123"))
                .map(RestorePoint::number)
                .contains(10L);
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

    /** Its metadata's path. */
    private Path whole(String job, long number) throws IOException {
        return WrittenCheckpoint.write(of(job, number).directory(), number).metadata();
    }

    private WrittenCheckpoint of(String job, long number) {
        return new WrittenCheckpoint(directory.resolve(job).resolve("chk-" + number));
    }
}
