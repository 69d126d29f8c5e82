package io.poeem.ops.reshard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.job.options.JobOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be resharded says why; a savepoint made of one that was made can be made anew again. */
class ReshardTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @TempDir
    private Path directory;

    private static JobOptions options(int shards, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.ofEntries(
                Map.entry("shards", String.valueOf(shards)),
                Map.entry("round.interval", "10 min"),
                Map.entry("snapshot.interval", "20 min"),
                Map.entry("model.dims", "8"),
                Map.entry("coarse.centroids", "8"),
                Map.entry("codebook.centroids", "16"),
                Map.entry("codebook.subspaces", "4"),
                Map.entry("warmup.examples", "300"),
                Map.entry("warmstart.sample", "200")));
        all.putAll(settings);
        return JobOptions.of(all);
    }

    private static String golden(int shards) {
        return GOLDEN.resolve("shards-" + shards + "/savepoint").toString();
    }

    private String reshard(String from, String to, JobOptions options) {
        return new Reshard(options, from, directory.resolve(to).toString(), line -> {}).run();
    }

    @Test
    void oneBecomesThreeBecomesOne() {
        String three = reshard(golden(1), "three", options(3, Map.of()));
        assertThat(three).endsWith("/three");
        assertThat(reshard(three, "one", options(1, Map.of()))).endsWith("/one");
        assertThatThrownBy(() -> reshard(three, "again", options(3, Map.of())))
                .isInstanceOf(ReshardException.class)
                .hasMessageContaining("is of 3 shards already");
    }

    @Test
    void otherOptionsAreRefusedWithTheValueThatTheStateHas() {
        assertThatThrownBy(() -> reshard(golden(1), "other", options(2, Map.of("model.dims", "16"))))
                .isInstanceOf(ReshardException.class)
                .hasMessageContainingAll("model.dims is 8", "here 16");
        assertThat(directory.resolve("other")).doesNotExist();
    }

    @Test
    void aPlaceWithoutASavepointSaysWhatToName() throws Exception {
        Files.createDirectory(directory.resolve("empty"));
        assertThatThrownBy(() -> reshard(directory.resolve("empty").toString(), "to", options(2, Map.of())))
                .isInstanceOf(ReshardException.class)
                .hasMessageContainingAll("empty", "_metadata");
        Files.write(directory.resolve("empty/_metadata"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        assertThatThrownBy(() -> reshard(directory.resolve("empty").toString(), "to", options(2, Map.of())))
                .isInstanceOf(ReshardException.class)
                .hasMessageContaining("No savepoint can be read");
    }

    @Test
    void whatIsThereIsNotOverwritten() throws Exception {
        Files.createDirectory(directory.resolve("there"));
        assertThatThrownBy(() -> reshard(golden(1), "there", options(2, Map.of())))
                .isInstanceOf(ReshardException.class)
                .hasMessageContaining("is there already");
    }
}
