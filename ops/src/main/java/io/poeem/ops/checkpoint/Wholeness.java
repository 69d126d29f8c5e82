package io.poeem.ops.checkpoint;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;

/** Whether a checkpoint can be restored: its metadata can be read, and the files that they name have the lengths they say. */
final class Wholeness {

    private Wholeness() {}

    /** What is wrong with it. */
    static Optional<String> fault(Checkpoint checkpoint) {
        Path file = checkpoint.metadata();
        if (!Files.exists(file)) {
            return Optional.of("it has no _metadata, so it was never completed");
        }
        try {
            return StateFiles.of(read(file)).stream()
                    .flatMap(state -> state.fault().stream())
                    .findFirst();
        } catch (IOException | RuntimeException e) { // a reader of bytes that are none of its own throws anything
            return Optional.of("its _metadata cannot be read: " + e);
        }
    }

    private static CheckpointMetadata read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return org.apache.flink.runtime.checkpoint.Checkpoints.loadCheckpointMetadata(
                    in,
                    Wholeness.class.getClassLoader(),
                    file.getParent().toUri().toString());
        }
    }
}
