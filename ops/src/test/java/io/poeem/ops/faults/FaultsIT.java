package io.poeem.ops.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of ops/faults on a real cluster: all of them, as often as docs/faults.md says, with {@code -Pfaults}. */
class FaultsIT {

    private static final String FULL = "poeem.faults.full";
    private static final Path RESULTS = Path.of("target", "faults").toAbsolutePath();

    @TempDir
    Path scratch;

    @Test
    void killedProcessesLeaveNoTrace() throws Exception {
        List<String> words = List.of(
                "taskmanager-kill",
                "jobmanager-kill",
                "broker-kill",
                "--rounds",
                "1",
                "--clicks",
                "60000",
                "--shards",
                "2");
        assertPassed(run(scratch.resolve("faults"), 20, words), 3);
    }

    @Test
    @EnabledIfSystemProperty(named = FULL, matches = "true")
    void noFaultLeavesATraceWithOneShard() throws Exception {
        assertPassed(run(RESULTS.resolve("shards-1"), 120, List.of("all", "--shards", "1")), 9);
    }

    @Test
    @EnabledIfSystemProperty(named = FULL, matches = "true")
    void noFaultLeavesATraceWithTwoShardsOnTwoTaskManagers() throws Exception {
        assertPassed(run(RESULTS.resolve("shards-2"), 120, List.of("all", "--shards", "2")), 9);
    }

    @Test
    @EnabledIfSystemProperty(named = FULL, matches = "true")
    void oneOfThreeBrokersMayDie() throws Exception {
        List<String> words =
                List.of("broker-kill", "broker-restart", "--rounds", "3", "--shards", "2", "--brokers", "3");
        assertPassed(run(RESULTS.resolve("brokers-3"), 30, words), 2);
    }

    @Test
    @EnabledIfSystemProperty(named = FULL, matches = "true")
    void fourShardsGiveTheSameVersionsAtAnyParallelismWhateverDies() throws Exception {
        List<String> versions = new ArrayList<>();
        for (int parallelism : new int[] {1, 2, 4}) {
            JsonNode summary = run(
                    RESULTS.resolve("parallelism-" + parallelism),
                    30,
                    List.of("taskmanager-kill", "--rounds", "3", "--shards", "4", "--parallelism", "" + parallelism));
            assertPassed(summary, 1);
            versions.add(summary.get("version_sha256").toString());
        }
        assertThat(versions).as("all hashes of each run").allMatch(versions.get(0)::equals);
    }

    private static void assertPassed(JsonNode summary, int faults) {
        assertThat(summary.get("faults")).hasSize(faults);
        for (JsonNode fault : summary.get("faults")) {
            assertThat(fault.get("verdict").asText()).as(fault.toString()).isEqualTo("PASS");
            assertThat(fault.get("versions").asInt())
                    .isPositive()
                    .isEqualTo(summary.get("versions").asInt());
        }
    }

    /** What the script says of itself. */
    private JsonNode run(Path directory, int minutes, List<String> words) throws Exception {
        assumeTrue(hasPython(), "there is no python3 to run ops/faults with");
        List<String> command = new ArrayList<>(List.of("../ops/faults/faults", "--dir", directory.toString()));
        command.addAll(words);
        Path said = scratch.resolve("said");
        Process faults = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(faults.waitFor(minutes, TimeUnit.MINUTES))
                    .as("ended within %d minutes", minutes)
                    .isTrue();
        } finally {
            faults.destroy(); // which ends the cluster
            faults.waitFor(2, TimeUnit.MINUTES);
        }
        assertThat(faults.exitValue()).as(Files.readString(said)).isZero();
        return new ObjectMapper().readTree(Files.readString(directory.resolve("summary.json")));
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
