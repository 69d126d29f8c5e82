package io.poeem.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poeem.ops.demo.MovieTweetings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cluster's commands, on processes of their own: the image's jars and configuration, which containers run too. */
class ClusterIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int CLICKS = 6_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private final List<Long> pids = new ArrayList<>();

    @AfterEach
    void down() {
        if (Files.exists(cluster().resolve("cluster.json"))) {
            poeem("cluster", "down", "--delete", "--dir", cluster().toString());
        }
    }

    /** Of two shards: both in one subtask, and then in two. */
    @Test
    void aJobOnACluster() throws IOException {
        cluster(
                "up",
                "--taskmanagers",
                "1",
                "--slots",
                "2",
                "--taskmanager-memory",
                "1200m",
                "--jobmanager-memory",
                "768m");
        String job = cluster(
                "submit",
                "--set=topic.items=",
                "--set=shards=2",
                "--set=parallelism.trainer=1",
                "--set=round.interval=1 h",
                "--set=snapshot.interval=1 h",
                "--set=warmup.examples=500",
                "--set=warmstart.sample=256",
                "--set=model.dims=16",
                "--set=coarse.centroids=8",
                "--set=codebook.centroids=16",
                "--set=codebook.subspaces=4",
                "--set=checkpoint.interval=1 s");
        assertThat(status().path("job").path("id").asText()).isEqualTo(job);

        publish(0, CLICKS / 2);
        awaitVersionsAfter(0);
        Path savepoint = Path.of(URI.create(cluster("savepoint")));
        assertThat(savepoint.resolve("_metadata")).exists();

        cluster("kill", "TM", "1");
        await().atMost(PATIENCE)
                .until(() -> member("taskmanager-1").path("starts").asInt() == 2);
        int before = versions();
        publish(CLICKS / 2, CLICKS);
        awaitVersionsAfter(before);
        JsonNode after = status().path("job");
        assertThat(after.path("running").asBoolean()).isTrue();
        assertThat(after.path("restores").asInt()).isPositive();
        assertThat(after.path("resubmissions").asInt()).isZero();

        String rescaled = cluster("rescale", "--parallelism=2", "--set=checkpoint.interval=2 s");
        assertThat(status().path("job").path("id").asText()).isEqualTo(rescaled).isNotEqualTo(job);
        before = versions();
        publish(CLICKS, CLICKS + CLICKS / 2);
        awaitVersionsAfter(before);
        assertThat(refused("rescale", "--set=model.dims=32")).contains("\"model.dims\" of the job is 16", "32");
        cluster("stop");
        assertThat(refused("submit", "--from=savepoint", "--set=shards=4"))
                .contains("\"shards\" of the job is 2", "cannot become 4", "poeem reshard");
        cluster("submit", "--from", "savepoint"); // with the settings it had
        await().atMost(PATIENCE)
                .until(() -> status().path("job").path("checkpoints").asInt() > 0);
        assertThat(status().path("job").path("restores").asInt()).isOne();

        status().path("members").forEach(member -> pids.add(member.path("pid").asLong()));
        cluster("down");
        assertThat(pids).hasSize(4).noneMatch(ClusterIT::runs);
        assertThat(status().path("answers").asBoolean()).isFalse();
    }

    @Test
    void aDirectoryThatFlinkWouldMistakeIsRefused() {
        StringWriter said = new StringWriter();
        String[] line = {
            "cluster", "up", "--dir", directory.resolve("my cluster").toString()
        };
        assertThat(run(new StringWriter(), said, line)).isEqualTo(1);
        assertThat(said.toString()).contains("my cluster", "a blank");
        assertThat(directory.resolve("my cluster")).doesNotExist();
    }

    @Test
    void memoryThatFlinkCannotRunWithIsRefusedBeforeAnythingStarts() {
        assertThat(refused("up", "--taskmanager-memory=10m"))
                .contains("Flink cannot run like this", "--taskmanager-memory");
        assertThat(cluster().resolve("cluster.json")).doesNotExist();
    }

    /** Orphans that ended stand in the table until the system's first process asks for them; they have no command any more. */
    private static boolean runs(long pid) {
        return ProcessHandle.of(pid)
                .filter(process -> process.info().command().isPresent())
                .isPresent();
    }

    private void awaitVersionsAfter(int before) {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> versions() > before);
    }

    private int versions() throws IOException {
        String[] list = {
            "versions", "list", "--bootstrap", status().path("kafka").asText(), "--json", "-n", "100000"
        };
        StringWriter out = new StringWriter();
        int status = run(out, new StringWriter(), list); // the topic may not be there yet
        return status == 0 ? (int) out.toString().lines().count() : 0;
    }

    private JsonNode member(String name) throws IOException {
        for (JsonNode member : status().path("members")) {
            if (member.path("name").asText().equals(name)) {
                return member;
            }
        }
        throw new AssertionError("there is no " + name);
    }

    private JsonNode status() throws IOException {
        return JSON.readTree(cluster("status", "--json"));
    }

    /** Some of the bundled ratings, in their order. */
    private void publish(int from, int to) throws IOException {
        Path file = directory.resolve("clicks-" + from + ".csv");
        try (MovieTweetings bundle = MovieTweetings.open();
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(bundle.ratings())), StandardCharsets.UTF_8))) {
            String header = lines.readLine();
            List<String> some = lines.lines().skip(from).limit(to - from).toList();
            Files.write(file, Stream.concat(Stream.of(header), some.stream()).toList());
        }
        poeem("produce", "--bootstrap", status().path("kafka").asText(), "--input", file.toString());
    }

    private String cluster(String command, String... options) {
        List<String> line =
                new ArrayList<>(List.of("cluster", command, "--dir", cluster().toString()));
        line.addAll(List.of(options));
        return poeem(line.toArray(String[]::new));
    }

    /** What it says of why it does not. */
    private String refused(String command, String... options) {
        List<String> line =
                new ArrayList<>(List.of("cluster", command, "--dir", cluster().toString()));
        line.addAll(List.of(options));
        StringWriter said = new StringWriter();
        assertThat(run(new StringWriter(), said, line.toArray(String[]::new))).isEqualTo(1);
        return said.toString();
    }

    private Path cluster() {
        return directory.resolve("cluster");
    }

    /** What it prints. */
    private static String poeem(String... line) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        assertThat(run(out, err, line)).as("%s: %s", List.of(line), err).isZero();
        return out.toString().strip();
    }

    private static int run(StringWriter out, StringWriter err, String... line) {
        return Poeem.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(line);
    }
}
