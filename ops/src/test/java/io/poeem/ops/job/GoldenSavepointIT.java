package io.poeem.ops.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.poeem.job.options.JobOptions;
import io.poeem.ops.broker.LocalBroker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * State that a release wrote is taken up by the code as it is now, and leads to the versions that it led to then.
 *
 * <p>Kept for each number of shards: the savepoint, in Flink's canonical format; the versions that follow it; how many records
 * the model topic held. They are made anew with {@code -Dpoeem.golden.write=true} (docs/operations.md, "Upgrades").
 */
class GoldenSavepointIT {

    private static final boolean WRITE = Boolean.getBoolean("poeem.golden.write");
    private static final Path RESOURCES = Path.of("src/test/resources/golden");
    private static final long MOST_BYTES = 120 << 10;

    private LocalBroker broker;
    private JobCluster cluster;

    @BeforeEach
    void start() throws Exception {
        broker = LocalBroker.start();
        cluster = new JobCluster();
    }

    @AfterEach
    void stop() throws Exception {
        cluster.close();
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shards-1", "shards-2"})
    void theGoldenSavepointGoesOnToTheVersionsOfItsRelease(String kept) throws Exception {
        assumeFalse(WRITE, "The golden savepoints are being made");
        int shards = Integer.parseInt(kept.split("-")[1]);
        GoldenWorld.createTopics(broker, shards, GoldenWorld.clicks().size());
        JobOptions options = GoldenWorld.options(broker.bootstrap(), shards, ends(shards), Map.of());
        if (shards > 1) {
            fillModel(options, modelRecords(kept));
        }
        cluster.await(cluster.submit(options, file(kept, "savepoint").toUri().toString()));
        assertThat(PublishedVersions.hashesFromFull(broker.bootstrap(), options))
                .isEqualTo(Files.readAllLines(file(kept, "versions.txt")));
    }

    /** What shards told each other since the savepoint is missing: the job must not go on without. */
    @Test
    void aModelTopicThatDoesNotReachBackToTheSavepointEndsTheJob() throws Exception {
        assumeFalse(WRITE, "The golden savepoints are being made");
        GoldenWorld.createTopics(broker, 2, GoldenWorld.clicks().size());
        JobOptions options = GoldenWorld.options(broker.bootstrap(), 2, ends(2), Map.of());
        int after = modelRecords("shards-2") + 1;
        fillModel(options, after);
        Records.deleteBefore(broker.bootstrap(), options.topics().model(), after);
        JobID job =
                cluster.submit(options, file("shards-2", "savepoint").toUri().toString());
        assertThatThrownBy(() -> cluster.await(job)).hasMessageContainingAll("out of range", "golden-2.model-0");
        assertThat(PublishedVersions.announced(broker.bootstrap(), options)).isZero();
    }

    @ParameterizedTest(name = "{0} shards")
    @ValueSource(ints = {1, 2})
    void madeAnew(int shards, @TempDir Path directory) throws Exception {
        assumeTrue(WRITE, "-Dpoeem.golden.write=true makes the golden savepoints anew");
        broker.createTopic("all", 2);
        GoldenWorld.sendClicks(broker, "all", 0, GoldenWorld.clicks().size());
        String ends = Records.endOffsets(broker.bootstrap(), "all");
        GoldenWorld.createTopics(broker, shards, GoldenWorld.BEFORE);
        JobOptions options = GoldenWorld.options(broker.bootstrap(), shards, ends, Map.of());
        JobID job = cluster.submit(options);
        awaitQuiet(job, options);
        Path savepoint = Path.of(URI.create(cluster.stopWithSavepoint(job, directory)));
        long modelRecords = shards == 1 ? 0 : modelRecords(options);
        int before = PublishedVersions.hashes(broker.bootstrap(), options).size();
        assertThat(before).as("versions before").isGreaterThan(3);

        GoldenWorld.sendClicks(
                broker,
                GoldenWorld.clicksTopic(shards),
                GoldenWorld.BEFORE,
                GoldenWorld.clicks().size());
        cluster.await(cluster.submit(options, savepoint.toUri().toString()));
        List<String> all = PublishedVersions.hashes(broker.bootstrap(), options);
        keep(shards, savepoint, all.subList(nextFull(before), all.size()), modelRecords);
    }

    /** All that can be learned of the clicks is learned, merged, published and in a checkpoint. */
    private void awaitQuiet(JobID job, JobOptions options) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    cluster.awaitCheckpoints(job, 2);
                    long model = options.shares() ? modelRecords(options) : 0;
                    int versions = PublishedVersions.announced(broker.bootstrap(), options);
                    cluster.awaitCheckpoints(job, 10);
                    return versions > 3
                            && versions == PublishedVersions.announced(broker.bootstrap(), options)
                            && (!options.shares() || model == modelRecords(options));
                });
    }

    /** Index in the list of versions of the first full one after so many; versions count from 1, every fifth is full. */
    private static int nextFull(int before) {
        return (before / 5 + 1) * 5 - 1;
    }

    private static void keep(int shards, Path savepoint, List<String> versions, long modelRecords) throws Exception {
        assertThat(versions).hasSizeGreaterThan(5);
        Path kept = RESOURCES.resolve("shards-" + shards);
        Files.createDirectories(kept.resolve("savepoint"));
        assertThat(savepoint).isDirectoryContaining("glob:**_metadata");
        Path metadata = savepoint.resolve("_metadata");
        assertThat(savepoint.toFile().list()).as("all of it in one file").hasSize(1);
        assertThat(Files.size(metadata)).isLessThan(MOST_BYTES);
        Files.write(kept.resolve("savepoint/_metadata"), Files.readAllBytes(metadata));
        Files.write(kept.resolve("versions.txt"), versions);
        if (shards > 1) {
            Files.writeString(kept.resolve("model-records.txt"), modelRecords + "\n");
        }
    }

    private static int modelRecords(String kept) throws Exception {
        return Integer.parseInt(
                Files.readString(file(kept, "model-records.txt")).strip());
    }

    private long modelRecords(JobOptions options) {
        return Records.of(broker.bootstrap(), options.topics().model()).stream()
                .filter(record -> record.partition() == 0)
                .count();
    }

    /** The savepoint names an offset of the model topic, and what stood before it is not read again. */
    private void fillModel(JobOptions options, int records) throws Exception {
        broker.createTopic(options.topics().model(), 2);
        byte[] filler = "before the savepoint".getBytes(StandardCharsets.UTF_8);
        try (KafkaProducer<byte[], byte[]> producer = SyntheticClicks.producer(broker.bootstrap())) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(options.topics().model(), 0, null, filler));
            }
        }
    }

    private String ends(int shards) {
        return Records.endOffsets(broker.bootstrap(), GoldenWorld.clicksTopic(shards));
    }

    private static Path file(String kept, String name) {
        return RESOURCES.resolve(kept).resolve(name).toAbsolutePath();
    }
}
