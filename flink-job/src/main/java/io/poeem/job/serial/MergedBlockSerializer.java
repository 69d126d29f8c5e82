package io.poeem.job.serial;

import io.poeem.job.event.MergedBlock;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A piece of a merged round, on its way to the topic and waiting in a shard's state. */
public final class MergedBlockSerializer extends VersionedSerializer<MergedBlock> {

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    public MergedBlockSerializer() {
        this(VERSION);
    }

    private MergedBlockSerializer(int readVersion) {
        super(readVersion);
    }

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    public void serialize(MergedBlock value, DataOutputView out) throws IOException {
        Strings.write(value.run(), out);
        out.writeLong(value.round());
        out.writeInt(value.block());
        out.writeInt(value.sequence());
        Strings.writeBytes(value.payload(), out);
    }

    @Override
    protected MergedBlock read(int version, DataInputView in) throws IOException {
        return new MergedBlock(Strings.read(in), in.readLong(), in.readInt(), in.readInt(), Strings.readBytes(in));
    }

    @Override
    public TypeSerializerSnapshot<MergedBlock> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public, with a public constructor: savepoints name it. */
    public static final class Snapshot extends VersionedSnapshot<MergedBlock> {
        public Snapshot() {
            super(MergedBlockSerializer::new, VERSION);
        }
    }
}
