package io.poeem.ops.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which directories a cluster is brought up in, and deleted with; nothing is started here. */
class ClusterTest {

    private static final ClusterPlan PLAN = new ClusterPlan(
            1, 1, 1, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), 256);

    @TempDir
    Path path;

    private void up() throws InterruptedException {
        new Cluster(path).up(PLAN, 1, line -> {});
    }

    @Test
    void aDirectoryWithOtherFilesInItIsRefusedAndLeftAsItIs() throws IOException {
        Path file = Files.writeString(path.resolve("thesis.txt"), "years of work");
        assertThatThrownBy(this::up)
                .isInstanceOf(ClusterException.class)
                .hasMessageContainingAll(path.toString(), "no cluster's", "--dir");
        assertThat(path).isDirectoryContaining(file::equals).isDirectoryNotContaining(other -> !other.equals(file));
    }

    @Test
    void whereThereIsNoClusterNothingIsDeleted() throws IOException {
        Path file = Files.writeString(path.resolve("thesis.txt"), "years of work");
        assertThatThrownBy(() -> new Cluster(path).delete())
                .isInstanceOf(ClusterException.class)
                .hasMessageContainingAll("no cluster in " + path, "--dir");
        assertThat(file).exists();
    }

    @Test
    void whileASupervisorHoldsItsLockAClusterIsRunning() {
        try (LockFile supervisor = LockFile.tryTake(new ClusterDirectory(path).supervisorLock())
                        .orElseThrow();
                LockFile earlier =
                        LockFile.tryTake(new ClusterDirectory(path).lock()).orElseThrow()) {
            earlier.close(); // its file tells that the directory is a cluster's
            assertThat(supervisor).isNotNull();
            assertThatThrownBy(this::up)
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContainingAll("A cluster is running in " + path, "poeem cluster down");
        }
    }

    @Test
    void oneAtATimeBringsItUpOrDown() {
        ClusterDirectory directory = new ClusterDirectory(path);
        JsonFile.write(directory.specFile(), PLAN.spec(directory, Optional.empty()));
        try (LockFile other = LockFile.tryTake(directory.lock()).orElseThrow()) {
            assertThat(other).isNotNull();
            for (String what : List.of("up", "down", "delete")) {
                assertThatThrownBy(() -> {
                            Cluster cluster = new Cluster(path);
                            switch (what) {
                                case "up" -> cluster.up(PLAN, 1, line -> {});
                                case "down" -> cluster.down();
                                default -> cluster.delete();
                            }
                        })
                        .as(what)
                        .isInstanceOf(ClusterException.class)
                        .hasMessageContainingAll("at work in " + path, "Ctrl-C");
            }
        }
        assertThat(directory.specFile()).exists();
    }
}
