package io.poeem.ops.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.poeem.ops.broker.LocalBroker;
import io.poeem.ops.command.ServeCommand;
import io.poeem.schemas.Item;
import io.poeem.schemas.Limits;
import io.poeem.schemas.Wire;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code poeem serve} as it is run: an index and a catalogue in a real Kafka, a token in a file, and Ctrl-C. */
class ServeCommandIT {

    private static final Pattern ADDRESS = Pattern.compile("Index 'films' at (http://127\\.0\\.0\\.1:\\d+/)");
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void itServesWhatIsInKafkaWithTitlesAndEndsWhenInterrupted(@TempDir Path directory) throws Exception {
        Path token = Files.writeString(directory.resolve("token"), TOKEN + "\n");
        try (LocalBroker broker = LocalBroker.start()) {
            publish(broker);
            AtomicInteger status = new AtomicInteger(-1);
            Thread command = new Thread(() -> status.set(run(
                    "--bootstrap",
                    broker.bootstrap(),
                    "--index",
                    "films",
                    "--port",
                    "0",
                    "--nprobe",
                    "2",
                    "--token-file",
                    token.toString())));
            command.start();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> ADDRESS.matcher(out.toString()).find());
            Matcher address = ADDRESS.matcher(out.toString());
            assertThat(address.find()).isTrue();
            URI uri = URI.create(address.group(1));
            HttpClient client = HttpClient.newHttpClient();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Http.get(client, uri.resolve("/readyz")).statusCode() == 200);
            assertThat(Http.get(client, uri.resolve("/v1/index")).statusCode()).isEqualTo(401);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> search(client, uri).contains("The seventh film"));
            command.interrupt();
            command.join(20_000);
            assertThat(status).hasValue(0);
            assertThat(out.toString() + err).doesNotContain(TOKEN);
        }
    }

    @Test
    void aDoorThatStandsOpenUnmeantIsAWrongCommandLine() {
        assertThat(run("--host", "0.0.0.0")).isEqualTo(2);
        assertThat(err.toString()).contains("--token-file");
        assertThat(run("--max-k", "10001")).isEqualTo(2);
        assertThat(run("--max-nprobe", "4", "--nprobe", "8")).isEqualTo(2);
        assertThat(run("--token-file", "/no/such/file")).isEqualTo(2);
    }

    private static String search(HttpClient client, URI uri) {
        HttpResponse<String> answer = Http.post(
                client,
                uri.resolve("/v1/search"),
                "{\"tokens\":[\"hist=f7\"],\"k\":10}",
                "Authorization",
                "Bearer " + TOKEN);
        return answer.body();
    }

    private static void publish(LocalBroker broker) {
        for (String topic : List.of("poeem.index", "poeem.versions", "poeem.items")) {
            broker.createTopic(topic, 1);
        }
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            long now = System.currentTimeMillis();
            SmallIndex.Records records = new SmallIndex().next(now, true);
            byte[] key = "films".getBytes(StandardCharsets.UTF_8);
            records.chunks().forEach(chunk -> producer.send(new ProducerRecord<>("poeem.index", 0, now, key, chunk)));
            producer.send(new ProducerRecord<>("poeem.versions", 0, now, key, records.manifest()));
            Item item = new Item("f7", 0L, List.of(), "The seventh film", false);
            byte[] id = "f7".getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>("poeem.items", 0, now, id, "no item".getBytes(StandardCharsets.UTF_8)));
            producer.send(new ProducerRecord<>("poeem.items", id, null));
            producer.send(new ProducerRecord<>(
                    "poeem.items", 0, now, id, Wire.items(Limits.EVENTS).encode(item)));
        }
    }

    private int run(String... arguments) {
        return new CommandLine(new ServeCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
