package io.poeem.ops.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle.HandleAndLocalPath;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;

/** The files that a checkpoint's metadata name; state that lies in the metadata themselves has none. State of an unknown kind is an error. */
final class StateFiles {

    private final List<StateFile> files = new ArrayList<>();

    private StateFiles() {}

    static List<StateFile> of(CheckpointMetadata metadata) {
        StateFiles found = new StateFiles();
        for (OperatorState operator : metadata.getOperatorStates()) {
            operator.getStates().forEach(found::add);
        }
        return found.files;
    }

    private void add(OperatorSubtaskState state) {
        state.getManagedKeyedState().forEach(this::add);
        state.getRawKeyedState().forEach(this::add);
        state.getManagedOperatorState().forEach(this::add);
        state.getRawOperatorState().forEach(this::add);
    }

    private void add(OperatorStateHandle handle) {
        add(handle.getDelegateStateHandle());
    }

    private void add(KeyedStateHandle handle) {
        if (handle instanceof IncrementalRemoteKeyedStateHandle rocks) {
            add(rocks.getMetaDataStateHandle());
            rocks.getSharedState().stream().map(HandleAndLocalPath::getHandle).forEach(this::add);
            rocks.getPrivateState().stream().map(HandleAndLocalPath::getHandle).forEach(this::add);
        } else if (handle instanceof KeyGroupsStateHandle groups) {
            add(groups.getDelegateStateHandle());
        } else {
            throw unknown(handle);
        }
    }

    private void add(StreamStateHandle handle) {
        if (handle instanceof FileStateHandle file) {
            if (isLocal(file)) {
                files.add(new StateFile(Path.of(file.getFilePath().toUri().getPath()), file.getStateSize()));
            }
        } else if (!(handle instanceof ByteStreamStateHandle)) {
            throw unknown(handle);
        }
    }

    /** It may name files that nobody here would look at, as those of merged files or of a changelog do. */
    private static IllegalStateException unknown(Object handle) {
        return new IllegalStateException(
                "whether state of the kind " + handle.getClass().getSimpleName()
                        + " is whole cannot be told here; leave merging of files and changelogs switched off");
    }

    /** Of others, such as an object store's, nothing is asked here. */
    private static boolean isLocal(FileStateHandle file) {
        String scheme = file.getFilePath().toUri().getScheme();
        return scheme == null || scheme.equals("file");
    }
}
