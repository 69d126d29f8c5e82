package io.poeem.ops.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessMarkTest {

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
        ProcessMark earlier = new ProcessMark(mark.pid(), mark.startedMillis() - 60_000, 1);
        assertThat(earlier.find()).isEmpty();
    }

    @Test
    void aProcessThatHasEndedIsNotFound() throws InterruptedException {
        ProcessMark mark = ProcessMark.of(process.toHandle(), 1);
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(mark.find()).isEmpty();
    }
}
