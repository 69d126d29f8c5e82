package io.poeem.ops;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.poeem.ops.broker.LocalBroker;
import io.poeem.searcher.IndexSubscriber;
import io.poeem.searcher.SubscriberState;
import io.poeem.state.snapshot.Manifests;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code poeem versions} at a real broker, with two searchers that follow its pins. */
class VersionsIT {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void versionsAreListedCheckedComparedAndPinned() throws Exception {
        try (LocalBroker broker = LocalBroker.start()) {
            broker.createTopic(OneItem.CHUNKS, 1);
            broker.createTopic(OneItem.VERSIONS, 1);
            OneItem.Version first = OneItem.version(1, "first", new byte[0]);
            OneItem.Version second = OneItem.version(2, "second", Manifests.sha256(first.manifest()));
            OneItem.Version third = OneItem.version(3, "third", Manifests.sha256(second.manifest()));
            OneItem.Version hollow = OneItem.version(4, "hollow", Manifests.sha256(third.manifest()));
            try (KafkaProducer<byte[], byte[]> producer = OneItem.producer(broker)) {
                for (OneItem.Version version : List.of(first, second, third)) {
                    OneItem.commit(producer, version);
                }
                inspect(broker);
                pinAndUnpin(broker);
                OneItem.commit(producer, new OneItem.Version(4, hollow.time(), List.of(), hollow.manifest()));
            }
            assertThat(run(broker, "verify", "4")).isEqualTo(1);
            assertThat(out.toString()).contains("INCOMPLETE");
            assertThat(run(broker, "tail", "--until", "4", "--json")).isZero();
            assertThat(out.toString().lines()).hasSize(4);
            assertThat(run(broker, "audit", "--from", "2", "--until", "3", "--json"))
                    .isZero();
            assertThat(out.toString().lines()).hasSize(2).last().asString().contains("\"version\":3");
            assertThat(run(broker, "audit", "--until", "4", "--json")).isEqualTo(1);
            assertThat(out.toString().lines())
                    .hasSize(4)
                    .allMatch(line -> line.contains("\"whole\":true") != line.contains("INCOMPLETE"))
                    .filteredOn(line -> line.contains("INCOMPLETE"))
                    .singleElement(as(InstanceOfAssertFactories.STRING))
                    .contains("\"version\":4");
        }
    }

    private void inspect(LocalBroker broker) {
        assertThat(run(broker, "list")).as(err::toString).isZero();
        assertThat(out.toString().lines()).hasSize(4);
        assertThat(run(broker, "list", "--json", "-n", "2")).isZero();
        assertThat(out.toString().lines()).hasSize(2).last().asString().contains("\"version\":3", "\"kind\":\"delta\"");
        assertThat(run(broker, "describe", "2")).isZero();
        assertThat(out.toString()).contains("base\t1", "previous_sha256\t");
        assertThat(run(broker, "verify", "3")).as(err::toString).isZero();
        assertThat(out.toString()).contains("good\ttrue", "items\t1", "content_sha256\t");
        assertThat(run(broker, "diff", "1", "3", "--json")).isZero();
        assertThat(out.toString()).contains("\"items_added\":1", "\"items_removed\":1", "\"any\":false");
        assertThat(run(broker, "describe", "17")).isEqualTo(1);
        assertThat(err.toString()).contains("Version 17", "the newest is 3");
        assertThat(run(broker, "describe")).isEqualTo(2);
        assertThat(run(broker)).isEqualTo(2);
    }

    private void pinAndUnpin(LocalBroker broker) throws Exception {
        try (IndexSubscriber one = subscriber(broker);
                IndexSubscriber other = subscriber(broker)) {
            one.start().get();
            other.start().get();
            assertThat(run(broker, "pin", "1", "--reason", "on purpose"))
                    .as(err::toString)
                    .isZero();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> versions(one, other).equals(List.of(1L, 1L)));
            assertThat(one.status().state()).isEqualTo(SubscriberState.PINNED);
            assertThat(run(broker, "list")).isZero();
            assertThat(out.toString()).contains("pinned");
            assertThat(run(broker, "pin", "9")).isEqualTo(1);
            assertThat(run(broker, "pin", "2")).isZero();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> versions(one, other).equals(List.of(2L, 2L)));
            assertThat(run(broker, "unpin")).isZero();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> versions(one, other).equals(List.of(3L, 3L)));
        }
    }

    private static List<Long> versions(IndexSubscriber... subscribers) {
        List<Long> versions = new ArrayList<>();
        for (IndexSubscriber subscriber : subscribers) {
            versions.add(subscriber.current().version());
        }
        return versions;
    }

    private static IndexSubscriber subscriber(LocalBroker broker) {
        return IndexSubscriber.builder()
                .kafka(Map.of("bootstrap.servers", broker.bootstrap()))
                .build();
    }

    private int run(LocalBroker broker, String... arguments) {
        List<String> line = new ArrayList<>(List.of("versions"));
        line.addAll(List.of(arguments));
        if (arguments.length > 0) {
            line.addAll(List.of("--bootstrap", broker.bootstrap()));
        }
        out.getBuffer().setLength(0);
        CommandLine command = Poeem.commandLine();
        return command.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(line.toArray(String[]::new));
    }
}
