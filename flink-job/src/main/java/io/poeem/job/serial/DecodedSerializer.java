package io.poeem.job.serial;

import io.poeem.job.event.ClickRecord;
import io.poeem.job.event.Decoded;
import io.poeem.job.event.ItemRecord;
import io.poeem.job.event.Rejected;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What the source made of a record; rarely used, since the source and the clamp are chained. */
public final class DecodedSerializer extends VersionedSerializer<Decoded> {

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;
    private static final byte CLICK = 1;
    private static final byte ITEM = 2;
    private static final byte REJECTED = 3;

    private final ClickRecordSerializer clicks = new ClickRecordSerializer();
    private final ShardEventSerializer events = new ShardEventSerializer();
    private final RejectedSerializer rejected = new RejectedSerializer();

    public DecodedSerializer() {
        this(VERSION);
    }

    private DecodedSerializer(int readVersion) {
        super(readVersion);
    }

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    public void serialize(Decoded value, DataOutputView out) throws IOException {
        if (value instanceof ClickRecord click) {
            out.writeByte(CLICK);
            clicks.serialize(click, out);
        } else if (value instanceof ItemRecord item) {
            out.writeByte(ITEM);
            events.serialize(item, out);
        } else {
            out.writeByte(REJECTED);
            rejected.serialize((Rejected) value, out);
        }
    }

    @Override
    protected Decoded read(int version, DataInputView in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case CLICK -> clicks.deserialize(in);
            case ITEM -> (ItemRecord) events.deserialize(in);
            case REJECTED -> rejected.deserialize(in);
            default -> throw new IOException("a decoded record of kind " + kind + " is none of ours");
        };
    }

    @Override
    public TypeSerializerSnapshot<Decoded> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public, with a public constructor: savepoints name it. */
    public static final class Snapshot extends VersionedSnapshot<Decoded> {
        public Snapshot() {
            super(DecodedSerializer::new, VERSION);
        }
    }
}
