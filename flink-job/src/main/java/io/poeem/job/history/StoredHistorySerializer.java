package io.poeem.job.history;

import io.poeem.job.serial.Strings;
import io.poeem.job.serial.VersionedSerializer;
import io.poeem.job.serial.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A user's history in state. */
public final class StoredHistorySerializer extends VersionedSerializer<StoredHistory> {

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    public StoredHistorySerializer() {
        this(VERSION);
    }

    private StoredHistorySerializer(int readVersion) {
        super(readVersion);
    }

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    public void serialize(StoredHistory history, DataOutputView out) throws IOException {
        out.writeLong(history.last());
        out.writeLong(history.timer());
        Strings.writeLength(history.items().length, out);
        for (String item : history.items()) {
            Strings.write(item, out);
        }
    }

    @Override
    protected StoredHistory read(int version, DataInputView in) throws IOException {
        long last = in.readLong();
        long timer = in.readLong();
        String[] items = new String[Strings.readLength(in)];
        for (int i = 0; i < items.length; i++) {
            items[i] = Strings.read(in);
        }
        return new StoredHistory(items, last, timer);
    }

    @Override
    public TypeSerializerSnapshot<StoredHistory> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public, with a public constructor: savepoints name it. */
    public static final class Snapshot extends VersionedSnapshot<StoredHistory> {
        public Snapshot() {
            super(StoredHistorySerializer::new, VERSION);
        }
    }
}
