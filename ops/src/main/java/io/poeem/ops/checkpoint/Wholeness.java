package io.poeem.ops.checkpoint;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;

/**
 * Whether a checkpoint can be restored: its metadata can be read, and the files that they name have the lengths they say.
 *
 * @param metadata as far as they can be read
 * @param fault what is wrong with it
 */
record Wholeness(Optional<CheckpointMetadata> metadata, Optional<String> fault) {

    /** @param file {@code _metadata}, which may be missing */
    static Wholeness of(Path file) {
        if (!Files.exists(file)) {
            return torn("it has no _metadata, so it was never completed");
        }
        try {
            CheckpointMetadata metadata = read(file);
            return new Wholeness(
                    Optional.of(metadata),
                    StateFiles.of(metadata).stream()
                            .flatMap(state -> state.fault().stream())
                            .findFirst());
        } catch (IOException | RuntimeException e) { // a reader of bytes that are none of its own throws anything
            return torn("its _metadata cannot be read: " + e);
        } catch (OutOfMemoryError e) {
            if (isLarge(file)) {
                throw e; // it may be whole: passing over it would go back to an earlier one
            }
            return torn("its _metadata have a length in them that cannot be: " + e);
        }
    }

    /** Whether reading it may take more memory than there is; what is small and still does has lengths that are none. */
    private static boolean isLarge(Path file) {
        return file.toFile().length() > Runtime.getRuntime().maxMemory() / 64;
    }

    private static Wholeness torn(String fault) {
        return new Wholeness(Optional.empty(), Optional.of(fault));
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
