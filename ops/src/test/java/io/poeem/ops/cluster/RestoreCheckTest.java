package io.poeem.ops.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.job.options.JobOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestoreCheckTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden").toAbsolutePath();

    @TempDir
    Path directory;

    private static void check(Path from, int shards) {
        RestoreCheck.check(from.toUri().toString(), JobOptions.of(Map.of("shards", String.valueOf(shards))));
    }

    private static Path golden(int shards) {
        return GOLDEN.resolve("shards-" + shards + "/savepoint");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "2, 3"}) // how many there were exactly, the trainer's own state says
    void whatFitsIsTaken(int written, int set) {
        assertThatCode(() -> check(golden(written), set)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"1, 2, one shard", "2, 1, many shards"})
    void oneShardAndManyAreNotTheSame(int written, int set, String what) {
        assertThatThrownBy(() -> check(golden(written), set))
                .isInstanceOf(ClusterException.class)
                .hasMessageContainingAll(golden(written).toString(), what, "\"shards\" is " + set, "poeem reshard");
    }

    @Test
    void whatIsNoneIsNamed() {
        Path none = directory.resolve("none");
        assertThatThrownBy(() -> check(none, 1))
                .isInstanceOf(ClusterException.class)
                .hasMessageContainingAll(none.toString(), "_metadata");
    }

    @Test
    void oneThatIsTornIsNamed() throws IOException {
        Path copy = Files.createDirectory(directory.resolve("torn"));
        byte[] whole = Files.readAllBytes(golden(1).resolve("_metadata"));
        Files.write(copy.resolve("_metadata"), Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> check(copy, 1))
                .isInstanceOf(ClusterException.class)
                .hasMessageContainingAll(copy.toString(), "cannot be read");
    }

    @Test
    void placesElsewhereAreNotLookedInto() {
        assertThatCode(() -> RestoreCheck.check("s3://bucket/savepoint", JobOptions.of(Map.of())))
                .doesNotThrowAnyException();
    }
}
