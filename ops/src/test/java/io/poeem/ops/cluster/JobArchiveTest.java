package io.poeem.ops.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobArchiveTest {

    @TempDir
    Path directory;

    @Test
    void aJobThatEndedIsKnownByItsState() throws IOException {
        Files.writeString(
                directory.resolve("1a"),
                "{\"archive\":[{\"path\":\"/jobs/overview\",\"json\":\"{}\"},"
                        + "{\"path\":\"/jobs/1a\",\"json\":\"{\\\"state\\\":\\\"FINISHED\\\"}\"}]}");
        assertThat(new JobArchive(directory).job("1a"))
                .map(job -> job.path("state").asText())
                .contains("FINISHED");
    }

    @Test
    void aJobThatWasNotArchivedIsNotKnownToHaveEnded() {
        assertThat(new JobArchive(directory).job("1a")).isEmpty();
    }

    @Test
    void anArchiveThatWasNotWrittenToItsEndSaysNothing() throws IOException {
        Files.writeString(directory.resolve("1a"), "{\"archive\":[{\"path\":\"/jo");
        assertThat(new JobArchive(directory).job("1a")).isEmpty();
    }
}
