package io.poeem.ops.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.ops.broker.BrokerNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Flink's processes are told, and where. */
class FlinkLaunchTest {

    private static final Path CONF = Path.of("image/conf");
    private static final Member TASKMANAGER = new Member(Member.Kind.TASKMANAGER, 1);
    private static final Map<String, String> TOLD = Map.of(
            "s3.secret-key", "it's: a \"secret\" # {really}",
            "taskmanager.numberOfTaskSlots", "7",
            "taskmanager.memory.process.size", "1500m");

    @TempDir
    Path root;

    private ClusterDirectory directory;
    private Path conf;
    private FlinkLaunch launch;

    @BeforeEach
    void install() throws IOException {
        directory = new ClusterDirectory(root);
        conf = Files.createDirectories(directory.image().resolve("conf"));
        Files.copy(CONF.resolve("config.yaml"), conf.resolve("config.yaml"));
        FlinkConf.add(conf, TOLD);
        ClusterSpec spec = new ClusterSpec(
                1,
                2,
                "127.0.0.1",
                1,
                2,
                3,
                List.of(new BrokerNode(1, "127.0.0.1", 4, 5)),
                "id",
                root.resolve("checkpoints"),
                root.resolve("savepoints"),
                TOLD,
                256);
        launch = new FlinkLaunch(directory, spec);
    }

    @Test
    void whatTheClusterIsToldIsOnNoCommandLine() {
        for (List<String> command : List.of(
                launch.jobManager(),
                launch.taskManager(TASKMANAGER, 1),
                launch.client(root.resolve("client.log"), List.of("run")))) {
            assertThat(String.join(" ", command)).doesNotContain("secret");
        }
    }

    @Test
    void itIsInTheClustersFileBesideWhatTheImageHas() {
        Configuration before = GlobalConfiguration.loadConfiguration(CONF.toString());
        Map<String, String> after =
                GlobalConfiguration.loadConfiguration(conf.toString()).toMap();
        assertThat(after).containsAllEntriesOf(TOLD);
        before.toMap().forEach((key, value) -> assertThat(after).containsEntry(key, TOLD.getOrDefault(key, value)));
    }

    @Test
    void itGoesBeforeWhatTheClusterWouldSay() {
        assertThat(launch.taskManager(TASKMANAGER, 1)).doesNotContain("taskmanager.numberOfTaskSlots=2");
        assertThat(launch.taskManager(TASKMANAGER, 3)).contains("taskmanager.resource-id=taskmanager-1-3");
    }
}
