package io.poeem.job.serial;

import io.poeem.job.event.ClickRecord;
import io.poeem.schemas.Click;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A click on its way to its user's history. */
public final class ClickRecordSerializer extends VersionedSerializer<ClickRecord> {

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    public ClickRecordSerializer() {
        this(VERSION);
    }

    private ClickRecordSerializer(int readVersion) {
        super(readVersion);
    }

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    public void serialize(ClickRecord value, DataOutputView out) throws IOException {
        Click click = value.click();
        Strings.write(click.getUser(), out);
        Strings.write(click.getItem(), out);
        out.writeLong(click.getEventTime());
        out.writeFloat(click.getWeight());
        Strings.writeAll(click.getContext(), out);
        out.writeInt(value.partition());
        out.writeLong(value.offset());
        out.writeBoolean(value.clamped());
    }

    @Override
    protected ClickRecord read(int version, DataInputView in) throws IOException {
        Click click = new Click(Strings.read(in), Strings.read(in), in.readLong(), in.readFloat(), Strings.readAll(in));
        return new ClickRecord(click, in.readInt(), in.readLong(), in.readBoolean());
    }

    @Override
    public TypeSerializerSnapshot<ClickRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public, with a public constructor: savepoints name it. */
    public static final class Snapshot extends VersionedSnapshot<ClickRecord> {
        public Snapshot() {
            super(ClickRecordSerializer::new, VERSION);
        }
    }
}
