package io.poeem.ops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The command's output; how fast the machine is, no test asks. */
class BenchSwapTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return new CommandLine(new BenchSwap())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    @Test
    void printsLatenciesWithDeltasAndWithout() throws Exception {
        assertThat(run(
                        "--json",
                        "--items",
                        "3000",
                        "--tokens",
                        "500",
                        "--coarse",
                        "8",
                        "--bits",
                        "4",
                        "--touched",
                        "0.1",
                        "--seconds",
                        "0.5",
                        "--rounds",
                        "1"))
                .isZero();
        JsonNode root = new ObjectMapper().readTree(out.toString());
        assertThat(root.get("without").get("p99_us").asDouble()).isPositive();
        assertThat(root.get("with").get("p99_us").asDouble()).isPositive();
        assertThat(root.get("deltas").asInt()).isPositive();
        assertThat(root.get("apply_ms_median").asDouble()).isPositive();
        assertThat(root.get("bytes_per_item").asDouble()).isBetween(4 + 8.25, 4 + 8.25 + 1);
    }

    @Test
    void refusesADeltaOfNothing() {
        assertThat(run("--touched", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--touched is 0.0");
    }
}
