package io.poeem.job.trainer;

import io.poeem.job.sequence.Position;
import io.poeem.job.serial.Strings;
import io.poeem.job.serial.VersionedSerializer;
import io.poeem.job.serial.VersionedSnapshot;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
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
        Position position = progress.position();
        out.writeLong(position.published());
        out.writeLong(position.due());
        write(position.clicks(), out);
        write(position.items(), out);
        Strings.writeBytes(progress.previousManifest(), out);
    }

    @Override
    protected Progress read(int version, DataInputView in) throws IOException {
        Position position = new Position(in.readLong(), in.readLong(), offsets(in), offsets(in));
        return new Progress(position, Strings.readBytes(in));
    }

    private static void write(SortedMap<Integer, Long> offsets, DataOutputView out) throws IOException {
        Strings.writeLength(offsets.size(), out);
        for (SortedMap.Entry<Integer, Long> offset : offsets.entrySet()) {
            out.writeInt(offset.getKey());
            out.writeLong(offset.getValue());
        }
    }

    private static SortedMap<Integer, Long> offsets(DataInputView in) throws IOException {
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        for (int n = Strings.readLength(in); n > 0; n--) {
            offsets.put(in.readInt(), in.readLong());
        }
        return offsets;
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
