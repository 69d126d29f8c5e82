package io.poeem.ops.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {

    @TempDir
    Path path;

    /** In a process of its own: within one, locks are another matter. */
    @Test
    void aSecondOneFindsOutAndEndsWithoutANote() throws Exception {
        ClusterDirectory directory = new ClusterDirectory(path);
        directory.make();
        try (LockFile first = LockFile.tryTake(directory.supervisorLock()).orElseThrow()) {
            assertThat(first).isNotNull();
            Process second = new ProcessBuilder(
                            Launch.java(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Supervisor.class.getName(),
                            path.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isEqualTo(1);
            assertThat(said).contains("Another supervisor looks after " + path);
        }
        assertThat(new Processes(directory).mark(Member.SUPERVISOR)).isEmpty();
    }
}
