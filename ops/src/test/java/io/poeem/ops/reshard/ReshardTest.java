package io.poeem.ops.reshard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.job.Operators;
import io.poeem.job.options.JobOptions;
import io.poeem.job.trainer.Sharding;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.apache.flink.state.api.OperatorIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be resharded says why; a savepoint made of one that was made can be made anew again. */
class ReshardTest {

    private static final OperatorIdentifier PROGRESS = OperatorIdentifier.forUid(Operators.PROGRESS.uid());

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
    void oneBecomesThreeBecomesOne() throws Exception {
        SavepointRows before = SavepointRows.of(golden(1), 1);
        assertThat(before.items(0)).isNotEmpty();
        assertThat(before.tokens(0)).isNotEmpty();
        String three = reshard(golden(1), "three", options(3, Map.of()));
        assertSplit(before, SavepointRows.of(three, 3));
        assertThat(Savepoint.at(three).operators().contains(PROGRESS)).isTrue();
        assertSplit(before, SavepointRows.of(reshard(three, "again", options(3, Map.of())), 3));
        String one = reshard(three, "one", options(1, Map.of()));
        SavepointRows after = SavepointRows.of(one, 1);
        assertThat(after.items(0)).containsExactlyInAnyOrderElementsOf(before.items(0));
        assertThat(after.tokens(0)).isEqualTo(before.tokens(0));
        assertThat(Savepoint.at(one).operators().contains(PROGRESS)).isFalse();
        assertThatThrownBy(() -> reshard(one, "same", options(1, Map.of())))
                .isInstanceOf(ReshardException.class)
                .hasMessageContaining("is of one shard already");
    }

    /** Each item in its shard, once, and each token with what was learned of it in all of them. */
    private static void assertSplit(SavepointRows before, SavepointRows after) {
        Sharding sharding = new Sharding(3);
        List<String> all = new ArrayList<>();
        for (int shard = 0; shard < 3; shard++) {
            int here = shard;
            assertThat(after.items(shard)).isNotEmpty().allMatch(item -> sharding.shardOf(item) == here);
            assertThat(after.tokens(shard)).isEqualTo(before.tokens(0));
            all.addAll(after.items(shard));
        }
        assertThat(all).containsExactlyInAnyOrderElementsOf(before.items(0));
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
    void aCheckpointWhoseFilesOthersShareIsRefused() throws Exception {
        Path checkpoint = Files.createDirectory(directory.resolve("chk-7"));
        KeyedStateHandle rocks = new IncrementalRemoteKeyedStateHandle(
                new UUID(1, 2),
                KeyGroupRange.of(0, 127),
                7,
                List.of(),
                List.of(),
                new ByteStreamStateHandle("meta", new byte[] {1}));
        OperatorState trainer = new OperatorState("Shard trainer", "trainer", new OperatorID(3, 4), 1, 128);
        trainer.putState(
                0, OperatorSubtaskState.builder().setManagedKeyedState(rocks).build());
        try (OutputStream out = Files.newOutputStream(checkpoint.resolve("_metadata"))) {
            Checkpoints.storeCheckpointMetadata(new CheckpointMetadata(7, List.of(trainer), List.of()), out);
        }
        assertThatThrownBy(() -> reshard(checkpoint.toString(), "to", options(2, Map.of())))
                .isInstanceOf(ReshardException.class)
                .hasMessageContainingAll("chk-7", "canonical");
    }

    /** Its state is in one file, as a savepoint's is. */
    @Test
    void soIsAFullCheckpoint() throws Exception {
        Path checkpoint = Files.createDirectory(directory.resolve("chk-8"));
        KeyedStateHandle full = new KeyGroupsStateHandle(
                new KeyGroupRangeOffsets(KeyGroupRange.of(0, 127)), new ByteStreamStateHandle("all", new byte[] {1}));
        OperatorState trainer = new OperatorState("Shard trainer", "trainer", new OperatorID(3, 4), 1, 128);
        trainer.putState(
                0, OperatorSubtaskState.builder().setManagedKeyedState(full).build());
        try (OutputStream out = Files.newOutputStream(checkpoint.resolve("_metadata"))) {
            Checkpoints.storeCheckpointMetadata(new CheckpointMetadata(8, List.of(trainer), List.of()), out);
        }
        assertThatThrownBy(() -> reshard(checkpoint.toString(), "to", options(2, Map.of())))
                .isInstanceOf(ReshardException.class)
                .hasMessageContainingAll("chk-8", "canonical");
    }

    @Test
    void whatIsThereIsNotOverwritten() throws Exception {
        Files.createDirectory(directory.resolve("there"));
        assertThatThrownBy(() -> reshard(golden(1), "there", options(2, Map.of())))
                .isInstanceOf(ReshardException.class)
                .hasMessageContaining("is there already");
    }
}
