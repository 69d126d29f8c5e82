package io.poeem.job.serial;

import io.poeem.job.event.ClosedRound;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How many pieces a round has, on its way to the topic and in the state of who counts them. */
public final class ClosedRoundSerializer extends VersionedSerializer<ClosedRound> {

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    public ClosedRoundSerializer() {
        this(VERSION);
    }

    private ClosedRoundSerializer(int readVersion) {
        super(readVersion);
    }

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    public void serialize(ClosedRound value, DataOutputView out) throws IOException {
        out.writeLong(value.round());
        out.writeInt(value.pieces());
    }

    @Override
    protected ClosedRound read(int version, DataInputView in) throws IOException {
        return new ClosedRound(in.readLong(), in.readInt());
    }

    @Override
    public TypeSerializerSnapshot<ClosedRound> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public, with a public constructor: savepoints name it. */
    public static final class Snapshot extends VersionedSnapshot<ClosedRound> {
        public Snapshot() {
            super(ClosedRoundSerializer::new, VERSION);
        }
    }
}
