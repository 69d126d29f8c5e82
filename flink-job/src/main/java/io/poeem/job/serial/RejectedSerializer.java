package io.poeem.job.serial;

import io.poeem.job.event.Rejected;
import io.poeem.job.event.Rejected.RawHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A rejected record, byte for byte. */
public final class RejectedSerializer extends VersionedSerializer<Rejected> {

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    public RejectedSerializer() {
        this(VERSION);
    }

    private RejectedSerializer(int readVersion) {
        super(readVersion);
    }

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    public void serialize(Rejected value, DataOutputView out) throws IOException {
        Strings.write(value.topic(), out);
        out.writeInt(value.partition());
        out.writeLong(value.offset());
        out.writeLong(value.timestamp());
        Strings.writeNullable(value.key(), out);
        Strings.writeNullable(value.value(), out);
        Strings.writeLength(value.headers().size(), out);
        for (RawHeader header : value.headers()) {
            Strings.write(header.key(), out);
            Strings.writeNullable(header.value(), out);
        }
        Strings.write(value.reason(), out);
        Strings.write(value.message(), out);
    }

    @Override
    protected Rejected read(int version, DataInputView in) throws IOException {
        return new Rejected(
                Strings.read(in),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                Strings.readNullable(in),
                Strings.readNullable(in),
                headers(in),
                Strings.read(in),
                Strings.read(in));
    }

    private static List<RawHeader> headers(DataInputView in) throws IOException {
        int n = Strings.readLength(in);
        List<RawHeader> headers = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            headers.add(new RawHeader(Strings.read(in), Strings.readNullable(in)));
        }
        return headers;
    }

    @Override
    public TypeSerializerSnapshot<Rejected> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public, with a public constructor: savepoints name it. */
    public static final class Snapshot extends VersionedSnapshot<Rejected> {
        public Snapshot() {
            super(RejectedSerializer::new, VERSION);
        }
    }
}
