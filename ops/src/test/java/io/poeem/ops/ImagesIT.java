package io.poeem.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.ops.broker.LocalBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the build puts into the images: enough, and no more than is meant. The cluster's tests run the job's. */
class ImagesIT {

    private static final Path SEARCHER = Path.of("target", "searcher", "lib").toAbsolutePath();
    private static final Path JOB = Path.of("target", "image").toAbsolutePath();
    private static final long SMALL_JAR = 20 << 20;

    @TempDir
    Path directory;

    /** As its container does: a JVM over these jars alone. */
    @Test
    void theSearchersImageHasAllThatItsCommandsLoad() throws Exception {
        try (LocalBroker broker = LocalBroker.start()) {
            broker.createTopic(OneItem.CHUNKS, 1);
            broker.createTopic(OneItem.VERSIONS, 1);
            try (KafkaProducer<byte[], byte[]> producer = OneItem.producer(broker)) {
                OneItem.commit(producer, OneItem.version(1, "first", new byte[0]));
            }
            for (String command : List.of("serve", "search", "versions", "export")) {
                assertThat(run(new String[0], command, "--help")).contains("poeem " + command);
            }
            String[] kafka = {"--bootstrap", broker.bootstrap()};
            assertThat(run(kafka, "search", "--query", "hist=1")).contains("first");
            assertThat(run(kafka, "versions", "verify", "1", "--json")).contains("\"good\":true");
        }
    }

    @Test
    void theSearchersImageHasNoBrokerAndNoNativeTraining() throws IOException {
        assertThat(names(SEARCHER))
                .isNotEmpty()
                .noneMatch(name -> name.startsWith("kafka_2")
                        || name.startsWith("openblas")
                        || name.startsWith("nd4j-native")
                        || name.startsWith("frocksdbjni"));
    }

    /** Natives load once for each JVM, from Flink's own class path; the job's jar is what is sent with each submission. */
    @Test
    void theTrainersLibrariesLieInFlinksLibAndNotInTheJob() throws Exception {
        assertThat(names(JOB.resolve("lib")))
                .anyMatch(name -> name.startsWith("deeplearning4j-nn-"))
                .anyMatch(name -> name.startsWith("nd4j-native-"))
                .anyMatch(name -> name.startsWith("openblas-"));
        Path job = JOB.resolve("usrlib/poeem-job.jar");
        assertThat(Files.size(job)).isLessThan(SMALL_JAR);
        try (JarFile jar = new JarFile(job.toFile())) {
            assertThat(jar.stream().map(JarEntry::getName))
                    .anyMatch(name -> name.startsWith("io/poeem/job/"))
                    .noneMatch(name -> name.startsWith("org/nd4j/")
                            || name.startsWith("org/deeplearning4j/")
                            || name.startsWith("org/bytedeco/")
                            || name.startsWith("org/apache/flink/streaming/api/"));
        }
    }

    private String run(String[] options, String... command) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                SEARCHER + "/*",
                "io.poeem.ops.Poeem"));
        line.addAll(List.of(command));
        line.addAll(List.of(options));
        Path said = directory.resolve("said");
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("%s ended", line)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        return Files.readString(said);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
