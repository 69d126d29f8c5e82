package io.poeem.ops.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The task through the real job, with so few clicks that next to nothing is learned. */
class DigitsIT {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aShortRunPrintsEveryFigureAndAllItemsAreEncodedAnew() throws Exception {
        assertThat(digits("--clicks", "6000", "--epochs", "2", "--drift", "--rule", "ema"))
                .as(err::toString)
                .isZero();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        for (String of : new String[] {"", "/rebuilt", "/searcher"}) {
            for (String measure : new String[] {"loose", "strict"}) {
                for (String nprobe : new String[] {"nprobe_1", "nprobe_4"}) {
                    String path = of + "/" + measure + "/" + nprobe;
                    assertThat(json.at(path).asDouble()).as(path).isBetween(0.01, 1.0);
                }
            }
        }
        double exact = json.at("/exact/loose").asDouble();
        assertThat(json.at("/loose/nprobe_4").asDouble())
                .as("codes follow the embeddings")
                .isCloseTo(exact, within(0.05));
        assertThat(json.at("/distortion").asDouble()).isBetween(0.001, 1 / Math.sqrt(64));
        assertThat(json.at("/stale_codes").asInt()).isZero();
        assertThat(json.at("/settings/clicks").asLong()).isEqualTo(12_000);
        assertThat(json.at("/settings/drift").asBoolean()).isTrue();
        assertThat(json.at("/settings/options/codebook.rule").asText()).isEqualToIgnoringCase("ema");
        assertThat(json.at("/seconds/train").asDouble()).isPositive();
    }

    @Test
    void whatCannotBeRunIsRefusedBeforeAnythingIsStarted() {
        assertThat(digits("--clicks", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("0 clicks", "80000000");
        assertThat(digits("--stream", "--epochs", "2")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(digits("--rule", "none")).isNotZero();
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tower.layers=64", "tower.fields=concat", "index.name=mine", "history.length=3"})
    void settingsThatTheFiguresDoNotKnowAreRefusedBeforeAnythingIsStarted(String assignment) {
        assertThat(digits("--clicks", "200", "--set", assignment)).isNotZero();
        assertThat(err.toString())
                .contains("\"" + assignment.substring(0, assignment.indexOf('=')) + "\"", "digits' figures");
        assertThat(out.toString()).isEmpty();
    }

    private int digits(String... arguments) {
        String[] small = {
            "--set",
            "warmup.examples=3000",
            "--set",
            "warmstart.sample=1024",
            "--set",
            "coarse.centroids=4",
            "--set",
            "codebook.centroids=32",
            "--set",
            "checkpoint.interval=1 s"
        };
        return new CommandLine(new DigitsCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Stream.of(small, arguments).flatMap(Stream::of).toArray(String[]::new));
    }
}
