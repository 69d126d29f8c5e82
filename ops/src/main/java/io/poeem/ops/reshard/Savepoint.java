package io.poeem.ops.reshard;

import io.poeem.ops.checkpoint.Checkpoint;
import io.poeem.ops.checkpoint.Location;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.SavepointKeyedStateHandle;

/** A savepoint's directory: of this machine, or of any file system that Flink knows here. */
record Savepoint(Path directory) {

    /** @param given a path of this machine or a URI */
    static Savepoint at(String given) {
        try {
            return new Savepoint(
                    Location.isUri(given)
                            ? new Path(given)
                            : new Path(Paths.get(given)
                                    .toAbsolutePath()
                                    .normalize()
                                    .toUri()));
        } catch (IllegalArgumentException e) {
            throw new ReshardException("\"" + given + "\" is no path: " + e.getMessage(), e);
        }
    }

    /**
     * Its operators.
     *
     * @throws ReshardException if it cannot be read, or records are on their way in it
     */
    SavepointOperators operators() {
        Collection<OperatorState> states = metadata().getOperatorStates();
        for (OperatorState operator : states) {
            if (operator.getStates().stream().anyMatch(Savepoint::hasRecordsInFlight)) {
                throw new ReshardException(directory
                        + " is an unaligned checkpoint, with records on their way between operators."
                        + " Take a savepoint: 'poeem cluster savepoint' or 'flink savepoint'.");
            }
        }
        if (states.stream().anyMatch(operator -> operator.getStates().stream().anyMatch(Savepoint::isOfACheckpoint))) {
            throw new ReshardException(
                    directory
                            + " is a checkpoint or a savepoint in the native format, whose files may be shared with others."
                            + " Take one in the canonical format: 'poeem cluster savepoint' or 'flink savepoint --type canonical'.");
        }
        return new SavepointOperators(List.copyOf(states));
    }

    /** Adds operators that have come to their end, and so have no state in files. */
    void add(List<OperatorState> finished) throws IOException {
        if (finished.isEmpty()) {
            return;
        }
        CheckpointMetadata written = metadata();
        List<OperatorState> all = new ArrayList<>(written.getOperatorStates());
        all.addAll(finished);
        FileSystem files = directory.getFileSystem();
        Path file = new Path(directory, Checkpoint.METADATA);
        Path whole = new Path(directory, Checkpoint.METADATA + ".whole");
        try (OutputStream out = files.create(whole, FileSystem.WriteMode.OVERWRITE)) {
            Checkpoints.storeCheckpointMetadata(
                    new CheckpointMetadata(written.getCheckpointId(), all, written.getMasterStates()), out);
        }
        files.delete(file, false);
        if (!files.rename(whole, file)) {
            throw new IOException(whole + " cannot be renamed to " + file);
        }
    }

    /** Full ones too, which are in one file as canonical ones are. */
    private static boolean isOfACheckpoint(OperatorSubtaskState state) {
        return !state.getManagedKeyedState().stream().allMatch(SavepointKeyedStateHandle.class::isInstance);
    }

    private static boolean hasRecordsInFlight(OperatorSubtaskState state) {
        return isThere(state.getInputChannelState()) || isThere(state.getResultSubpartitionState());
    }

    private static boolean isThere(Collection<?> handles) {
        return !handles.isEmpty();
    }

    private CheckpointMetadata metadata() {
        Path file = new Path(directory, Checkpoint.METADATA);
        try (DataInputStream in = new DataInputStream(file.getFileSystem().open(file))) {
            return Checkpoints.loadCheckpointMetadata(in, Savepoint.class.getClassLoader(), directory.toString());
        } catch (IOException | RuntimeException e) { // a reader of bytes that are none of its own throws anything
            throw new ReshardException(
                    "No savepoint can be read in " + directory + ": name the directory that has _metadata in it.", e);
        }
    }

    /** @throws ReshardException if there is something in it, or it cannot be made */
    void requireNew() {
        try {
            FileSystem files = directory.getFileSystem();
            if (files.exists(directory)) {
                throw new ReshardException(
                        directory + " is there already: name a directory that is not, it becomes the new savepoint.");
            }
            if (!files.mkdirs(directory)) {
                throw new ReshardException(directory + " cannot be made: name a directory that can.");
            }
            files.delete(directory, false);
        } catch (IOException e) {
            throw new ReshardException(directory + " cannot be made: name a directory that can.", e);
        }
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
