package io.poeem.job.serial;

import io.poeem.job.event.Contribution;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What a shard learned in a round, on its way to the merge and in its state. */
public final class ContributionSerializer extends VersionedSerializer<Contribution> {

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    public ContributionSerializer() {
        this(VERSION);
    }

    private ContributionSerializer(int readVersion) {
        super(readVersion);
    }

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    public void serialize(Contribution value, DataOutputView out) throws IOException {
        Strings.write(value.run(), out);
        out.writeLong(value.round());
        out.writeInt(value.shard());
        out.writeInt(value.block());
        out.writeInt(value.sequence());
        Strings.writeBytes(value.payload(), out);
    }

    @Override
    protected Contribution read(int version, DataInputView in) throws IOException {
        return new Contribution(
                Strings.read(in), in.readLong(), in.readInt(), in.readInt(), in.readInt(), Strings.readBytes(in));
    }

    @Override
    public TypeSerializerSnapshot<Contribution> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public, with a public constructor: savepoints name it. */
    public static final class Snapshot extends VersionedSnapshot<Contribution> {
        public Snapshot() {
            super(ContributionSerializer::new, VERSION);
        }
    }
}
