package io.poeem.ops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The command's output; how fast the machine is, no test asks. */
class BenchTrainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return new CommandLine(new BenchTrain())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    @Test
    void printsOneJsonObjectWithARowPerShape() throws Exception {
        assertThat(run("--json", "--batch", "64", "--hidden", "0", "--windows", "1", "--seconds", "0.05"))
                .isZero();
        JsonNode row = new ObjectMapper().readTree(out.toString()).get("rows").get(0);
        assertThat(row.get("batch").asInt()).isEqualTo(64);
        assertThat(row.get("hidden").asInt()).isZero();
        assertThat(row.get("examples_per_second").asDouble()).isPositive();
    }

    @Test
    void refusesAWindowOfNothing() {
        assertThat(run("--seconds", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--seconds 0.0");
    }
}
