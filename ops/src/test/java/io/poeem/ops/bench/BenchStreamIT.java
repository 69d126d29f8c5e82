package io.poeem.ops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** That the benchmark measures what it says; how fast it is, is no matter of a test. */
class BenchStreamIT {

    @Test
    void aSmallRunCommitsVersionsOfAllClicksAndKnowsWhereTheTimeWent() throws Exception {
        StringWriter out = new StringWriter();
        int status = new CommandLine(new BenchStream())
                .setOut(new PrintWriter(out))
                .execute(
                        "--json",
                        "--clicks",
                        "20000",
                        "--users",
                        "500",
                        "--items",
                        "1000",
                        "--set",
                        "warmup.examples=2000",
                        "--set",
                        "warmstart.sample=1024",
                        "--set",
                        "coarse.centroids=16",
                        "--set",
                        "codebook.centroids=64");
        assertThat(status).isZero();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.get("clicks").asLong()).isEqualTo(20_000);
        assertThat(json.get("versions").asInt()).isGreaterThan(10);
        assertThat(json.get("clicks_per_second").asDouble()).isPositive();
        JsonNode stages = json.get("stage_seconds");
        for (String stage :
                new String[] {"decode", "history", "wait", "rows", "towers", "softmax", "quantizer", "state", "publish"
                }) {
            assertThat(stages.has(stage)).as(stage).isTrue();
        }
        assertThat(stages.get("decode").asDouble()).isPositive();
        assertThat(stages.get("history").asDouble()).isPositive();
        assertThat(stages.get("softmax").asDouble()).isPositive();
        assertThat(stages.get("publish").asDouble()).isPositive();
    }
}
