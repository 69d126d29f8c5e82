package io.poeem.ops.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.ops.broker.LocalBroker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Commands against a broker that is there, as a newcomer runs them: produce, replay of the topic, search. */
class CommandsIT {

    private static final int ITEMS = 50;

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void whatIsProducedCanBeReplayedAndSearched() throws Exception {
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
                            "--items",
                            items().toString(),
                            "--items-topic",
                            "things",
                            "--bootstrap",
                            bootstrap))
                    .as(err::toString)
                    .isZero();
            assertThat(out.toString()).contains("3,000 clicks published to log, 0 bad lines");

            assertThat(run(
                            new ReplayCommand(),
                            "--topic",
                            "log",
                            "--items-topic",
                            "things",
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
            assertThat(report.resolve("report.json")).content().contains("\"topic.items\" : \"things\"");
            assertThat(records(broker, "things")).as("nothing was added").isEqualTo(ITEMS);
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

            Path settings = Files.writeString(
                    directory.resolve("job.properties"),
                    "kafka.bootstrap=" + bootstrap + "\nnamespace=" + namespace + "\n");
            String[] byFile = {"--config", settings.toString(), "--token", "hist=an id of words", "--token", "last=i7"};
            assertThat(run(new SearchCommand(), byFile)).as(err::toString).isZero();

            Path index = directory.resolve("export/index.faiss");
            String[] export = {"--config", settings.toString(), "--format", "faiss", "--out", index.toString()};
            assertThat(run(new ExportCommand(), export)).as(err::toString).isZero();
            assertThat(out.toString()).contains(index + "\t", index + ".json\t");
            assertThat(index.resolveSibling("index.faiss.json")).content().contains("\"items\" : " + ITEMS);
            assertThat(run(new ExportCommand(), export)).isNotZero();
            assertThat(err.toString()).contains("is there already", "--force");

            assertThat(run(new SearchCommand(), withProperty(byFile, "security.protocol=NONSENSE")))
                    .isNotZero();
            assertThat(err.toString()).contains("NONSENSE");

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

    private Path items() throws IOException {
        StringBuilder csv = new StringBuilder("item_id,kind\n");
        for (int i = 0; i < ITEMS; i++) {
            csv.append('i').append(i).append(",k").append(i % 5).append('\n');
        }
        return Files.writeString(directory.resolve("items.csv"), csv);
    }

    private static String[] withProperty(String[] arguments, String property) {
        return Stream.concat(Stream.of("--kafka", property), Stream.of(arguments))
                .toArray(String[]::new);
    }

    private static long records(LocalBroker broker, String topic) throws Exception {
        TopicPartition only = new TopicPartition(topic, 0);
        try (var admin = broker.admin()) {
            return admin.listOffsets(Map.of(only, OffsetSpec.latest()))
                    .partitionResult(only)
                    .get()
                    .offset();
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
