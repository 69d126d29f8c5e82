package io.poeem.job.serial;

import io.poeem.job.event.ExampleRecord;
import io.poeem.job.event.ItemRecord;
import io.poeem.job.event.ShardEvent;
import io.poeem.schemas.Example;
import io.poeem.schemas.Item;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What a shard learns from: on the edge to the trainer, and waiting in its state. */
public final class ShardEventSerializer extends VersionedSerializer<ShardEvent> {

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;
    private static final byte EXAMPLE = 1;
    private static final byte ITEM = 2;

    /** Serializers are shared between threads. */
    private static final ThreadLocal<TextCache> TEXTS = ThreadLocal.withInitial(TextCache::new);

    public ShardEventSerializer() {
        this(VERSION);
    }

    private ShardEventSerializer(int readVersion) {
        super(readVersion);
    }

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    public void serialize(ShardEvent value, DataOutputView out) throws IOException {
        if (value instanceof ExampleRecord example) {
            out.writeByte(EXAMPLE);
            writeExample(example.example(), out);
        } else {
            out.writeByte(ITEM);
            writeItem((ItemRecord) value, out);
        }
    }

    @Override
    protected ShardEvent read(int version, DataInputView in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case EXAMPLE -> readExample(in);
            case ITEM -> readItem(in);
            default -> throw new IOException("an event of kind " + kind + " is none of ours");
        };
    }

    private static void writeExample(Example example, DataOutputView out) throws IOException {
        Strings.write(example.getUser(), out);
        Strings.write(example.getItem(), out);
        out.writeLong(example.getEventTime());
        out.writeInt(example.getPartition());
        out.writeLong(example.getOffset());
        out.writeFloat(example.getWeight());
        out.writeBoolean(example.getClamped());
        Strings.writeAll(example.getHistory(), out);
        Strings.writeAll(example.getContext(), out);
    }

    private static ExampleRecord readExample(DataInputView in) throws IOException {
        TextCache texts = TEXTS.get();
        return new ExampleRecord(new Example(
                Strings.read(in),
                texts.read(in),
                in.readLong(),
                in.readInt(),
                in.readLong(),
                in.readFloat(),
                in.readBoolean(),
                texts.readAll(in),
                texts.readAll(in)));
    }

    private static void writeItem(ItemRecord record, DataOutputView out) throws IOException {
        Item item = record.item();
        Strings.write(item.getId(), out);
        out.writeLong(item.getEventTime());
        Strings.writeAll(item.getFeatures(), out);
        out.writeBoolean(item.getTitle() != null);
        if (item.getTitle() != null) {
            Strings.write(item.getTitle(), out);
        }
        out.writeBoolean(item.getDeleted());
        out.writeInt(record.partition());
        out.writeLong(record.offset());
    }

    private static ItemRecord readItem(DataInputView in) throws IOException {
        Item item = new Item(
                Strings.read(in),
                in.readLong(),
                Strings.readAll(in),
                in.readBoolean() ? Strings.read(in) : null,
                in.readBoolean());
        return new ItemRecord(item, in.readInt(), in.readLong());
    }

    @Override
    public TypeSerializerSnapshot<ShardEvent> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public, with a public constructor: savepoints name it. */
    public static final class Snapshot extends VersionedSnapshot<ShardEvent> {
        public Snapshot() {
            super(ShardEventSerializer::new, VERSION);
        }
    }
}
