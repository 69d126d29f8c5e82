package io.poeem.ops.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.poeem.job.options.JobOptions;
import io.poeem.ops.broker.LocalBroker;
import io.poeem.ops.console.Console;
import io.poeem.ops.csv.ClickRow;
import io.poeem.ops.publish.Publisher;
import io.poeem.schemas.IndexManifest;
import io.poeem.searcher.VersionReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, and the same command again. */
class TrainingIT {

    private static final int CLICKS = 6_000;
    private static final int BEFORE = 4_000;
    private static final long START = 1_500_001_200_000L;
    private static final long APART = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Settings SETTINGS = new Settings(
            Optional.empty(),
            List.of(
                    "topic.items=",
                    "snapshot.interval=1 h",
                    "warmup.examples=500",
                    "warmstart.sample=256",
                    "model.dims=16",
                    "coarse.centroids=8",
                    "codebook.centroids=16",
                    "codebook.subspaces=4",
                    "checkpoint.interval=300 ms"));

    @TempDir
    Path directory;

    private LocalBroker broker;
    private Thread running;

    @BeforeEach
    void startBroker() {
        broker = LocalBroker.start();
        broker.createTopic("poeem.clicks", 1);
    }

    @AfterEach
    void stop() throws InterruptedException {
        running.interrupt();
        running.join(PATIENCE.toMillis());
        broker.close();
    }

    @Test
    void trainingThatWasStoppedGoesOnWithoutLosingOrRepeatingAClick() throws InterruptedException {
        publish(0, BEFORE);
        Thread first = train();
        await().atMost(PATIENCE)
                .ignoreException(KafkaException.class) // until the topic of versions is there
                .until(() -> manifests().size() >= 2);
        stop(first);
        int stopped = manifests().size();

        Thread second = train();
        publish(BEFORE, CLICKS);
        long lastHour = START + (CLICKS - 1) * APART - Duration.ofHours(1).toMillis();
        await().atMost(PATIENCE).until(() -> manifests().stream().anyMatch(m -> m.getTrainedThrough() > lastHour));
        stop(second);

        List<IndexManifest> all = manifests();
        assertThat(all).hasSizeGreaterThan(stopped);
        assertThat(all)
                .extracting(IndexManifest::getVersion)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(all).allSatisfy(version -> assertThat(version.getCounts().get("clicks"))
                .as("clicks before %d in version %d", version.getTrainedThrough(), version.getVersion())
                .isEqualTo(clicksBefore(version.getTrainedThrough())));
    }

    /** The clicks' times are regular. */
    private static long clicksBefore(long time) {
        return Math.min(CLICKS, (time - START + APART - 1) / APART);
    }

    private Thread train() {
        PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Training training = new Training(new Console(new PrintWriter(silent), silent, false));
        Thread thread = new Thread(
                () -> training.run(SETTINGS, Optional.of(broker.bootstrap()), directory.resolve("state")), "training");
        thread.start();
        running = thread;
        return thread;
    }

    private static void stop(Thread training) throws InterruptedException {
        assertThat(training.isAlive()).as("it still trains").isTrue();
        training.interrupt();
        training.join(PATIENCE.toMillis());
        assertThat(training.isAlive()).as("it has stopped").isFalse();
    }

    private void publish(int from, int to) {
        try (Publisher publisher = new Publisher(broker.bootstrap(), System::currentTimeMillis)) {
            for (int i = from; i < to; i++) {
                publisher.click(
                        "poeem.clicks",
                        new ClickRow(i, START + i * APART, "u" + i % 97, "i" + i * 7 % 50, 1, List.of()));
            }
            publisher.flush();
        }
    }

    private List<IndexManifest> manifests() {
        JobOptions options = Training.options(SETTINGS, Optional.of(broker.bootstrap()));
        try (VersionReader reader = VersionReader.builder()
                .kafka(options.kafkaClient())
                .topics(options.topics().index(), options.topics().versions())
                .open()) {
            return reader.manifests();
        }
    }
}
