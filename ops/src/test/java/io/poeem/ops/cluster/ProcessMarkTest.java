package io.poeem.ops.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMarkTest {

    @TempDir
    Path path;

    private Process process;

    @BeforeEach
    void start() throws IOException {
        process = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void end() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(30, TimeUnit.SECONDS);
    }

    @Test
    void aProcessIsFoundAgain() {
        ProcessMark mark = ProcessMark.of(process.toHandle(), 1);
        assertThat(mark.find()).contains(process.toHandle());
    }

    @Test
    void anotherProcessThatGotTheIdIsNotTaken() {
        ProcessMark mark = ProcessMark.of(process.toHandle(), 1);
        ProcessMark earlier = new ProcessMark(mark.pid(), mark.startedMillis() - 60_000, 1, Optional.empty());
        assertThat(earlier.find()).isEmpty();
    }

    @Test
    void norWhereTheWallClockWasSetToTheSameTime() {
        ProcessMark mark = ProcessMark.of(process.toHandle(), 1);
        assumeTrue(mark.born().isPresent(), "only Linux tells how long it had run when a process started");
        ProcessMark other = new ProcessMark(mark.pid(), mark.startedMillis(), 1, Optional.of("another boot 17"));
        assertThat(other.find()).isEmpty();
    }

    @Test
    void aProcessIsFoundAgainAfterTheWallClockWasSet() {
        ProcessMark mark = ProcessMark.of(process.toHandle(), 1);
        assumeTrue(mark.born().isPresent(), "only Linux tells how long it had run when a process started");
        ProcessMark stepped = new ProcessMark(mark.pid(), mark.startedMillis() - 3_600_000, 1, mark.born());
        assertThat(stepped.find()).contains(process.toHandle());
    }

    /** As it is read from a file: a cluster may be running while the command is built anew. */
    @Test
    void aNoteOfAnEarlierReleaseIsTakenByItsTime() throws IOException {
        ProcessMark mark = ProcessMark.of(process.toHandle(), 1);
        Path file = Files.writeString(
                path.resolve("note.json"),
                "{\"pid\": " + mark.pid() + ", \"startedMillis\": " + mark.startedMillis() + ", \"starts\": 2}");
        assertThat(JsonFile.read(file, ProcessMark.class).orElseThrow().find()).contains(process.toHandle());
    }

    @Test
    void aProcessThatHasEndedIsNotFound() throws InterruptedException {
        ProcessMark mark = ProcessMark.of(process.toHandle(), 1);
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(mark.find()).isEmpty();
    }
}
