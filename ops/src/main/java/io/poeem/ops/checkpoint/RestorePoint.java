package io.poeem.ops.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.state.api.OperatorIdentifier;

/**
 * A checkpoint or savepoint on this machine that a job is to go on from. All files that it names are there.
 *
 * @param metadata as they were read
 */
public record RestorePoint(Path path, CheckpointMetadata metadata) {

    /**
     * Reads it.
     *
     * @param path its directory, which has {@code _metadata} in it
     * @throws IOException when it is none, or not whole; the message says why
     */
    public static RestorePoint at(Path path) throws IOException {
        Wholeness whole = Wholeness.of(path.resolve(Checkpoint.METADATA));
        if (whole.fault().isPresent()) {
            throw new IOException(path + " is no checkpoint or savepoint to go on from: "
                    + whole.fault().get() + ". Name the directory that has _metadata in it");
        }
        return new RestorePoint(path, whole.metadata().orElseThrow());
    }

    /** Checkpoints and savepoints of a job are counted together. */
    public long number() {
        return metadata.getCheckpointId();
    }

    /** Whether an operator has state in it. */
    public boolean has(String uid) {
        return metadata.getOperatorStates().stream()
                .map(OperatorState::getOperatorID)
                .anyMatch(OperatorIdentifier.forUid(uid).getOperatorId()::equals);
    }
}
