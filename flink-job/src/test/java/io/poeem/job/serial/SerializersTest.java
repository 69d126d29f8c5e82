package io.poeem.job.serial;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.job.event.ClickRecord;
import io.poeem.job.event.ClosedRound;
import io.poeem.job.event.Contribution;
import io.poeem.job.event.ExampleRecord;
import io.poeem.job.event.ItemRecord;
import io.poeem.job.event.MergedBlock;
import io.poeem.job.event.ModelEvent;
import io.poeem.job.event.OutputRecord;
import io.poeem.job.event.Rejected;
import io.poeem.job.event.Rejected.RawHeader;
import io.poeem.job.event.RoundPace;
import io.poeem.job.event.RoundProgress;
import io.poeem.job.event.ShardEvent;
import io.poeem.schemas.Click;
import io.poeem.schemas.Example;
import io.poeem.schemas.Item;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshotSerializationUtil;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.junit.jupiter.api.Test;

class SerializersTest {

    private static final Example EXAMPLE =
            new Example("ü", "i", 1L << 40, 3, 1L << 33, 0.5f, true, List.of("a", "b"), List.of("k=v"));
    private static final Item ITEM = new Item("i", 7L, List.of("g=x"), "Öl", true);

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        ClickRecord click = new ClickRecord(new Click("u", "i", 5L, 2f, List.of("c=1")), 1, 2, true);
        ItemRecord item = new ItemRecord(ITEM, 1, 2);
        assertThat(again(new ClickRecordSerializer(), click)).isEqualTo(click);
        assertThat(again(new ShardEventSerializer(), new ExampleRecord(EXAMPLE)))
                .isEqualTo(new ExampleRecord(EXAMPLE));
        assertThat(again(new ShardEventSerializer(), item)).isEqualTo(item);
        assertThat(again(new DecodedSerializer(), click)).isEqualTo(click);
        assertThat(again(new DecodedSerializer(), item)).isEqualTo(item);
        Item untitled = new Item("i", 0L, List.of(), null, false);
        assertThat(again(new ShardEventSerializer(), new ItemRecord(untitled, 0, 0)))
                .isEqualTo(new ItemRecord(untitled, 0, 0));
    }

    @Test
    void recordsOfBytesAreReadAgainNullsAndAll() throws IOException {
        OutputRecord output = new OutputRecord("t", null, new byte[] {1, 2}, 9);
        assertThat(again(new OutputRecordSerializer(), output))
                .usingRecursiveComparison()
                .isEqualTo(output);
        Rejected rejected =
                new Rejected("t", 1, 2, -1, new byte[0], null, List.of(new RawHeader("h", null)), "reason", "message");
        assertThat(again(new RejectedSerializer(), rejected))
                .usingRecursiveComparison()
                .isEqualTo(rejected);
        assertThat((Rejected) again(new DecodedSerializer(), rejected))
                .usingRecursiveComparison()
                .isEqualTo(rejected);
    }

    @Test
    void whatShardsTellEachOtherIsReadAgain() throws IOException {
        Contribution contribution = new Contribution("run", -5, 3, 1, 4, new byte[] {1, 2});
        MergedBlock block = new MergedBlock("run", 5, 1, 7, new byte[] {3});
        assertThat(again(new ContributionSerializer(), contribution))
                .usingRecursiveComparison()
                .isEqualTo(contribution);
        assertThat(again(new MergedBlockSerializer(), block))
                .usingRecursiveComparison()
                .isEqualTo(block);
        assertThat(again(new ClosedRoundSerializer(), new ClosedRound(-1, 5))).isEqualTo(new ClosedRound(-1, 5));
        for (ModelEvent event : List.of(
                block, new RoundProgress("run", 3, 4, List.of(new ClosedRound(1, 2))), new RoundPace("run", 4))) {
            assertThat(again(new ModelEventSerializer(), event))
                    .usingRecursiveComparison()
                    .isEqualTo(event);
        }
    }

    /** Savepoints hold these bytes: a change of format is a new version beside this one. */
    @Test
    void waitingEventsOfVersionOneAreReadForEver() throws IOException {
        byte[] example = HexFormat.of()
                .parseHex(
                        "0102c3bc0169000001000000000000000003000000020000000" + "03f0000000102016101620" + "1036b3d76");
        byte[] item = HexFormat.of().parseHex("02016900000000000000070103673d780103c3966c01000000010000000000000002");
        ShardEventSerializer serializer = new ShardEventSerializer();
        assertThat(bytes(serializer, new ExampleRecord(EXAMPLE))).isEqualTo(example);
        assertThat(serializer.deserialize(new DataInputDeserializer(example))).isEqualTo(new ExampleRecord(EXAMPLE));
        assertThat(bytes(serializer, new ItemRecord(ITEM, 1, 2))).isEqualTo(item);
        assertThat(serializer.deserialize(new DataInputDeserializer(item))).isEqualTo(new ItemRecord(ITEM, 1, 2));
    }

    @Test
    void aSnapshotComesBackFromASavepoint() throws IOException {
        TypeSerializerSnapshot<ShardEvent> snapshot = new ShardEventSerializer().snapshotConfiguration();
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshotSerializationUtil.writeSerializerSnapshot(out, snapshot);
        TypeSerializerSnapshot<ShardEvent> read = TypeSerializerSnapshotSerializationUtil.readSerializerSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());
        assertThat(snapshot.resolveSchemaCompatibility(read).isCompatibleAsIs()).isTrue();
        assertThat(read.restoreSerializer()).isEqualTo(new ShardEventSerializer());
    }

    @Test
    void stateOfAnOlderVersionIsReadByItAndMigrated() throws IOException {
        TypeSerializerSnapshot<String> old = new NumberText(1).snapshotConfiguration();
        TypeSerializerSnapshot<String> now = new NumberText(2).snapshotConfiguration();
        TypeSerializerSchemaCompatibility<String> compatibility = now.resolveSchemaCompatibility(old);
        assertThat(compatibility.isCompatibleAfterMigration()).isTrue();
        DataOutputSerializer out = new DataOutputSerializer(8);
        out.writeInt(42);
        assertThat(old.restoreSerializer().deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
                .isEqualTo("42");
        assertThat(old.resolveSchemaCompatibility(now).isIncompatible())
                .as("state of a newer version is refused")
                .isTrue();
    }

    private static <T> T again(TypeSerializer<T> serializer, T value) throws IOException {
        return serializer.deserialize(new DataInputDeserializer(bytes(serializer, value)));
    }

    private static <T> byte[] bytes(TypeSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return out.getCopyOfBuffer();
    }

    /** A text that was an int in version 1. */
    private static final class NumberText extends VersionedSerializer<String> {
        private static final long serialVersionUID = 1;
        private final int newest;

        NumberText(int newest) {
            super(newest);
            this.newest = newest;
        }

        @Override
        protected int version() {
            return newest;
        }

        @Override
        public void serialize(String text, DataOutputView out) throws IOException {
            Strings.write(text, out);
        }

        @Override
        protected String read(int version, DataInputView in) throws IOException {
            return version == 1 ? String.valueOf(in.readInt()) : Strings.read(in);
        }

        @Override
        public TypeSerializerSnapshot<String> snapshotConfiguration() {
            return new VersionedSnapshot<>(NumberText::new, newest) {};
        }
    }
}
