package io.poeem.job.serial;

import io.poeem.job.event.MergedBlock;
import io.poeem.job.event.ModelEvent;
import io.poeem.job.event.RoundPace;
import io.poeem.job.event.RoundProgress;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What goes through the model topic, between the job's operators. */
public final class ModelEventSerializer extends VersionedSerializer<ModelEvent> {

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;
    private static final byte BLOCK = 1;
    private static final byte PROGRESS = 2;
    private static final byte PACE = 3;

    public ModelEventSerializer() {
        this(VERSION);
    }

    private ModelEventSerializer(int readVersion) {
        super(readVersion);
    }

    @Override
    protected int version() {
        return VERSION;
    }

    private final MergedBlockSerializer blocks = new MergedBlockSerializer();

    @Override
    public void serialize(ModelEvent value, DataOutputView out) throws IOException {
        if (value instanceof MergedBlock block) {
            out.writeByte(BLOCK);
            blocks.serialize(block, out);
        } else if (value instanceof RoundPace pace) {
            write(PACE, pace.run(), pace.watermark(), out);
        } else {
            RoundProgress progress = (RoundProgress) value;
            write(PROGRESS, progress.run(), progress.watermark(), out);
        }
    }

    @Override
    protected ModelEvent read(int version, DataInputView in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case BLOCK -> blocks.deserialize(in);
            case PROGRESS -> new RoundProgress(Strings.read(in), in.readLong());
            case PACE -> new RoundPace(Strings.read(in), in.readLong());
            default -> throw new IOException("a record of the model of kind " + kind + " is none of ours");
        };
    }

    private static void write(byte kind, String run, long watermark, DataOutputView out) throws IOException {
        out.writeByte(kind);
        Strings.write(run, out);
        out.writeLong(watermark);
    }

    @Override
    public TypeSerializerSnapshot<ModelEvent> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public, with a public constructor: savepoints name it. */
    public static final class Snapshot extends VersionedSnapshot<ModelEvent> {
        public Snapshot() {
            super(ModelEventSerializer::new, VERSION);
        }
    }
}
