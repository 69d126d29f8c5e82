package io.poeem.job.serial;

import io.poeem.job.event.OutputRecord;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A record on its way to a topic. */
public final class OutputRecordSerializer extends VersionedSerializer<OutputRecord> {

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    public OutputRecordSerializer() {
        this(VERSION);
    }

    private OutputRecordSerializer(int readVersion) {
        super(readVersion);
    }

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    public void serialize(OutputRecord value, DataOutputView out) throws IOException {
        Strings.write(value.topic(), out);
        Strings.writeNullable(value.key(), out);
        Strings.writeNullable(value.value(), out);
        out.writeLong(value.timestamp());
    }

    @Override
    protected OutputRecord read(int version, DataInputView in) throws IOException {
        return new OutputRecord(Strings.read(in), Strings.readNullable(in), Strings.readNullable(in), in.readLong());
    }

    @Override
    public TypeSerializerSnapshot<OutputRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public, with a public constructor: savepoints name it. */
    public static final class Snapshot extends VersionedSnapshot<OutputRecord> {
        public Snapshot() {
            super(OutputRecordSerializer::new, VERSION);
        }
    }
}
