package io.poeem.job.trainer;

import io.poeem.job.serial.Strings;
import io.poeem.job.serial.VersionedSerializer;
import io.poeem.job.serial.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A shard's progress in state. */
public final class ProgressSerializer extends VersionedSerializer<Progress> {

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    public ProgressSerializer() {
        this(VERSION);
    }

    private ProgressSerializer(int readVersion) {
        super(readVersion);
    }

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    public void serialize(Progress progress, DataOutputView out) throws IOException {
        Positions.write(progress.position(), out);
        Strings.writeBytes(progress.previousManifest(), out);
    }

    @Override
    protected Progress read(int version, DataInputView in) throws IOException {
        return new Progress(Positions.read(in), Strings.readBytes(in));
    }

    @Override
    public TypeSerializerSnapshot<Progress> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public, with a public constructor: savepoints name it. */
    public static final class Snapshot extends VersionedSnapshot<Progress> {
        public Snapshot() {
            super(ProgressSerializer::new, VERSION);
        }
    }
}
