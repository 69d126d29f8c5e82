package io.poeem.ops.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {

    private static final Member MEMBER = new Member(Member.Kind.TASKMANAGER, 1);

    @TempDir
    Path path;

    private ClusterDirectory directory;
    private Processes processes;

    @BeforeEach
    void open() {
        directory = new ClusterDirectory(path);
        directory.make();
        processes = new Processes(directory);
    }

    private Path note() {
        return directory.processes().resolve(MEMBER.name() + ".json");
    }

    @Test
    void whatIsStartedIsNotedAndFoundAndEnded() throws Exception {
        ProcessHandle process = processes.start(MEMBER, 1, List.of("sleep", "600"));
        assertThat(processes.find(MEMBER)).contains(process);
        processes.stop(List.of(MEMBER), 10);
        assertThat(processes.lives(MEMBER)).isFalse();
        assertThat(note()).doesNotExist();
    }

    /** As a full disk left it: it must not end the supervisor, and with it the cluster. */
    @Test
    void aNoteThatCannotBeReadCountsAsNone() throws Exception {
        Files.writeString(note(), "{\"pid\": 1");
        assertThat(processes.lives(MEMBER)).isFalse();
        processes.start(MEMBER, 1, List.of("sleep", "600"));
        assertThat(processes.mark(MEMBER).orElseThrow().starts()).isEqualTo(1);
        processes.stop(List.of(MEMBER), 10);
    }

    /** A supervisor was killed between the start and the note. */
    @Test
    void aProcessThatNobodyNotedIsFoundByItsLogFileAndEnded() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "only Linux tells other processes' command lines");
        String[] command = {"sh", "-c", "sleep 600; true", Launch.logFile(directory.log(MEMBER))};
        ProcessHandle stray = processes.begin(MEMBER, List.of(command));
        ProcessHandle other = processes.begin(MEMBER, List.of("sleep", "600"));
        assertThat(processes.lives(MEMBER)).isFalse();
        processes.adopt(List.of(MEMBER, Member.JOBMANAGER));
        assertThat(processes.find(MEMBER)).contains(stray);
        assertThat(processes.lives(Member.JOBMANAGER)).isFalse();
        stray.children().forEach(ProcessHandle::destroy);
        processes.stop(List.of(MEMBER), 10);
        assertThat(other.isAlive()).isTrue();
        other.destroyForcibly();
    }

    @Test
    void aProcessThatCannotBeNotedIsEnded() throws Exception {
        Files.delete(directory.processes());
        assertThatThrownBy(() -> processes.start(MEMBER, 1, List.of("sh", "-c", "echo $$; exec sleep 600")))
                .isInstanceOf(ClusterException.class);
        Path out = directory.out(MEMBER);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> children().isEmpty());
        assertThat(out).exists();
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info()
                        .command()
                        .filter(c -> c.endsWith("/sleep") || c.endsWith("sh"))
                        .isPresent())
                .toList();
    }
}
