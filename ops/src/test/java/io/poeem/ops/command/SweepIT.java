package io.poeem.ops.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Several runs of one command, and their comparison. */
class SweepIT {

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path input;

    @BeforeEach
    void aSmallLog() throws IOException {
        StringBuilder csv = new StringBuilder("timestamp_ms,user_id,item_id\n");
        for (int i = 0; i < 2_000; i++) {
            csv.append(1_500_000_000_000L + i * 10_000L)
                    .append(",u")
                    .append(i % 70)
                    .append(",i")
                    .append(i * 7 % 50);
            csv.append('\n');
        }
        input = Files.writeString(directory.resolve("clicks.csv"), csv);
    }

    @Test
    void eachRunHasAReportAndOneThatFailsDoesNotStopTheOthers() {
        Path target = directory.resolve("out");
        assertThat(replay("--out", target.toString(), "--sweep", "warmup.examples=100000,500"))
                .as("one of two has failed")
                .isEqualTo(1);
        assertThat(target.resolve("warmup.examples=100000")).doesNotExist();
        assertThat(target.resolve("warmup.examples=500/report.json"))
                .content()
                .contains("\"name\" : \"warmup.examples=500\"");
        assertThat(target.resolve("compare.html")).exists();
        assertThat(out.toString()).contains("served@10", "warmup.examples=500  ");

        assertThat(new CommandLine(new CompareCommand())
                        .setOut(new PrintWriter(out))
                        .execute(target.toString(), "--json"))
                .isZero();
        assertThat(out.toString()).contains("\"run\" : \"warmup.examples=500\"");
    }

    @Test
    void aSweepThatCannotRunIsRefusedBeforeItsFirstRun() {
        Path target = directory.resolve("out");
        assertThat(replay("--out", target.toString(), "--sweep", "scale=5,none"))
                .isNotZero();
        assertThat(replay("--out", target.toString(), "--sweep", "scale=5", "--set", "scale=6"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("scale", "--set and --sweep");
        assertThat(target.resolve("scale=5")).doesNotExist();
    }

    private int replay(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--input", input.toString()));
        for (String setting : List.of(
                "warmstart.sample=256", "coarse.centroids=8", "codebook.centroids=16", "checkpoint.interval=500 ms")) {
            all.addAll(List.of("--set", setting));
        }
        all.addAll(List.of(arguments));
        return new CommandLine(new ReplayCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }
}
