package io.poeem.ops.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.filemerging.LogicalFile.LogicalFileId;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.CheckpointedStateScope;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle.HandleAndLocalPath;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle.Mode;
import org.apache.flink.runtime.state.OperatorStateHandle.StateMetaInfo;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filemerging.SegmentFileStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;

/**
 * A checkpoint or savepoint of one operator, with files of three bytes: operator state, and what RocksDB leaves of keyed state,
 * which is the job's own kind: its metadata, a shared file and a private one.
 *
 * @param directory that has {@code _metadata} in it; shared files lie beside it
 */
public record WrittenCheckpoint(Path directory) {

    private static final byte[] BYTES = {1, 2, 3};

    public static WrittenCheckpoint write(Path directory, long number) throws IOException {
        WrittenCheckpoint written = new WrittenCheckpoint(directory);
        Files.createDirectories(directory);
        Files.createDirectories(written.shared().getParent());
        for (Path file : List.of(written.state(), written.keyed(), written.shared(), written.own())) {
            Files.write(file, BYTES);
        }
        KeyedStateHandle rocks = new IncrementalRemoteKeyedStateHandle(
                new UUID(1, number),
                KeyGroupRange.of(0, 127),
                number,
                List.of(HandleAndLocalPath.of(handle(written.shared()), "1.sst")),
                List.of(HandleAndLocalPath.of(handle(written.own()), "CURRENT")),
                handle(written.keyed()));
        written.store(
                number,
                OperatorSubtaskState.builder()
                        .setManagedOperatorState(operatorState(handle(written.state())))
                        .setManagedKeyedState(rocks)
                        .build());
        return written;
    }

    /** With a kind of state that several checkpoints' files are merged into. */
    static void writeMerged(Path directory, long number) throws IOException {
        Files.createDirectories(directory);
        StreamStateHandle segment = new SegmentFileStateHandle(
                new org.apache.flink.core.fs.Path(directory.resolve("merged").toUri()),
                0,
                BYTES.length,
                CheckpointedStateScope.EXCLUSIVE,
                LogicalFileId.generateRandomId());
        new WrittenCheckpoint(directory)
                .store(
                        number,
                        OperatorSubtaskState.builder()
                                .setManagedOperatorState(operatorState(segment))
                                .build());
    }

    private void store(long number, OperatorSubtaskState state) throws IOException {
        OperatorState operator = new OperatorState("name", "uid", new OperatorID(1, 2), 1, 128);
        operator.putState(0, state);
        try (OutputStream out = Files.newOutputStream(metadata())) {
            org.apache.flink.runtime.checkpoint.Checkpoints.storeCheckpointMetadata(
                    new CheckpointMetadata(number, List.of(operator), List.of()), out);
        }
    }

    private static OperatorStreamStateHandle operatorState(StreamStateHandle handle) {
        return new OperatorStreamStateHandle(
                Map.of("state", new StateMetaInfo(new long[] {0}, Mode.SPLIT_DISTRIBUTE)), handle);
    }

    public Path metadata() {
        return directory.resolve("_metadata");
    }

    Path state() {
        return directory.resolve("state");
    }

    Path keyed() {
        return directory.resolve("keyed");
    }

    Path own() {
        return directory.resolve("own");
    }

    Path shared() {
        return directory.resolveSibling("shared").resolve(directory.getFileName() + ".sst");
    }

    private static StreamStateHandle handle(Path file) {
        return new FileStateHandle(new org.apache.flink.core.fs.Path(file.toUri()), BYTES.length);
    }
}
