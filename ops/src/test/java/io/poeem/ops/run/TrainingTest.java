package io.poeem.ops.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.job.options.KafkaOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which Kafka a training uses. */
class TrainingTest {

    @TempDir
    Path directory;

    @Test
    void withoutAWordItIsTheDevelopmentBroker() {
        assertThat(broker(Optional.empty(), List.of(), Optional.empty())).isEqualTo("127.0.0.1:9092");
    }

    @Test
    void aFileOfSettingsNamesIt() throws IOException {
        assertThat(broker(Optional.of(file()), List.of(), Optional.empty())).isEqualTo("file:1");
    }

    @Test
    void whatIsSetGoesBeforeTheFile() throws IOException {
        assertThat(broker(Optional.of(file()), List.of("kafka.bootstrap=set:2"), Optional.empty()))
                .isEqualTo("set:2");
    }

    @Test
    void theFlagGoesBeforeAll() throws IOException {
        assertThat(broker(Optional.of(file()), List.of("kafka.bootstrap=set:2"), Optional.of("flag:3")))
                .isEqualTo("flag:3");
    }

    private Path file() throws IOException {
        return Files.writeString(directory.resolve("job.properties"), "kafka.bootstrap=file:1\n");
    }

    private static String broker(Optional<Path> file, List<String> set, Optional<String> flag) {
        return Training.options(new Settings(file, set), flag).get(KafkaOptions.BOOTSTRAP);
    }
}
