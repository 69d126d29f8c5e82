package io.poeem.ops.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.ops.broker.LocalBroker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Commands against a broker that is there, as a newcomer runs them: produce, replay of the topic, search. */
class CommandsIT {

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void whatIsProducedCanBeReplayedAndSearched() throws IOException {
        StringBuilder csv = new StringBuilder("timestamp_ms,user_id,item_id\n");
        for (int i = 0; i < 3_000; i++) {
            csv.append(1_500_000_000_000L + i * 10_000L)
                    .append(",u")
                    .append(i % 70)
                    .append(",i")
                    .append(i * 7 % 50)
                    .append('\n');
        }
        Path input = Files.writeString(directory.resolve("clicks.csv"), csv);
        Path report = directory.resolve("out");
        try (LocalBroker broker = LocalBroker.start()) {
            String bootstrap = broker.bootstrap();
            assertThat(run(
                            new ProduceCommand(),
                            "--input",
                            input.toString(),
                            "--topic",
                            "log",
                            "--bootstrap",
                            bootstrap))
                    .as(err::toString)
                    .isZero();
            assertThat(out.toString()).contains("3,000 clicks published to log, 0 bad lines");

            assertThat(run(
                            new ReplayCommand(),
                            "--topic",
                            "log",
                            "--bootstrap",
                            bootstrap,
                            "--out",
                            report.toString(),
                            "--set",
                            "warmup.examples=500",
                            "--set",
                            "warmstart.sample=256",
                            "--set",
                            "coarse.centroids=8",
                            "--set",
                            "codebook.centroids=16",
                            "--set",
                            "checkpoint.interval=500 ms"))
                    .as(err::toString)
                    .isZero();
            assertThat(report.resolve("report.json")).content().contains("\"clicks\" : 3000");
            assertThat(report.resolve("report.html")).exists();

            String namespace = namespace(broker);
            assertThat(run(
                            new SearchCommand(),
                            "--bootstrap",
                            bootstrap,
                            "--namespace",
                            namespace,
                            "--query",
                            "hist=i7 last=i7",
                            "-k",
                            "3"))
                    .as(err::toString)
                    .isZero();
            assertThat(out.toString().lines().filter(line -> line.matches("i\\d+\\t-?\\d+\\.\\d{4}")))
                    .hasSize(3);

            assertThat(run(
                            new SearchCommand(),
                            "--bootstrap",
                            bootstrap,
                            "--namespace",
                            namespace,
                            "--version",
                            "1000000",
                            "--query",
                            "hist=i7"))
                    .isNotZero();
        }
    }

    /** Of the replay: the one whose topic of versions is there. */
    private static String namespace(LocalBroker broker) {
        try (var admin = broker.admin()) {
            return admin.listTopics().names().get().stream()
                    .filter(name -> name.startsWith("replay-") && name.endsWith(".versions"))
                    .map(name -> name.substring(0, name.length() - ".versions".length()))
                    .findFirst()
                    .orElseThrow();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private int run(Object command, String... args) {
        return new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }
}
