package io.poeem.job.trainer;

import io.poeem.job.sequence.RoundPosition;
import io.poeem.job.serial.Strings;
import io.poeem.job.serial.VersionedSerializer;
import io.poeem.job.serial.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Where one of many shards stands, in state. */
public final class RunPositionSerializer extends VersionedSerializer<RunPosition> {

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    public RunPositionSerializer() {
        this(VERSION);
    }

    private RunPositionSerializer(int readVersion) {
        super(readVersion);
    }

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    public void serialize(RunPosition value, DataOutputView out) throws IOException {
        RoundPosition position = value.position();
        Strings.write(value.run(), out);
        out.writeLong(value.intervals().roundMillis());
        out.writeLong(value.intervals().versionMillis());
        Positions.write(position.sequence(), out);
        out.writeLong(position.training());
        out.writeLong(position.closing());
        out.writeLong(position.applied());
        out.writeLong(position.progress());
        out.writeLong(position.untrained());
    }

    @Override
    protected RunPosition read(int version, DataInputView in) throws IOException {
        return new RunPosition(
                Strings.read(in),
                new RunIntervals(in.readLong(), in.readLong()),
                new RoundPosition(
                        Positions.read(in), in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong()));
    }

    @Override
    public TypeSerializerSnapshot<RunPosition> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public, with a public constructor: savepoints name it. */
    public static final class Snapshot extends VersionedSnapshot<RunPosition> {
        public Snapshot() {
            super(RunPositionSerializer::new, VERSION);
        }
    }
}
