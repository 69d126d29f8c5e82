package io.poeem.schemas;

import static org.apache.avro.SchemaCompatibility.checkReaderWriterCompatibility;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Schemas change so that every reader reads every writer, old or new, and never by an edit of a version that exists. */
class SchemaCompatibilityTest {

    static List<String> records() {
        return Samples.kinds().stream().map(Samples.Kind::name).toList();
    }

    @ParameterizedTest
    @MethodSource("records")
    void everyVersionReadsEveryOther(String record) {
        List<Schema> versions = SchemaVersions.of(record);
        for (Schema reader : versions) {
            for (Schema writer : versions) {
                assertThat(compatibility(reader, writer)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
            }
        }
    }

    @Test
    void theCheckWouldSeeAFieldAddedWithoutADefault() {
        Schema click = SchemaVersions.of("click").get(0);
        assertThat(compatibility(with(click, "country", null), click)).isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
        assertThat(compatibility(with(click, "country", "se"), click)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    @Test
    void theGeneratedClassesAreTheNewestVersions() {
        for (Samples.Kind<?> kind : Samples.kinds()) {
            List<Schema> versions = SchemaVersions.of(kind.name());
            assertThat(SchemaNormalization.parsingFingerprint64(kind.sample().getSchema()))
                    .as(kind.name())
                    .isEqualTo(SchemaNormalization.parsingFingerprint64(versions.get(versions.size() - 1)));
        }
    }

    /** Fails when a kept version is edited or lost, and when a new one is not written down. */
    @Test
    void theKeptVersionsAreTheFrozenOnes() throws IOException {
        List<String> found = new ArrayList<>();
        for (String record : records()) {
            List<Schema> versions = SchemaVersions.of(record);
            for (int i = 0; i < versions.size(); i++) {
                found.add("%s v%d %016x"
                        .formatted(record, i + 1, SchemaNormalization.parsingFingerprint64(versions.get(i))));
            }
        }
        try (InputStream in = getClass().getResourceAsStream("/schema-fingerprints.txt")) {
            assertThat(found)
                    .containsExactlyElementsOf(
                            new String(in.readAllBytes()).lines().toList());
        }
    }

    @Test
    void theWritersVersionIsFoundByItsFingerprint() throws IOException {
        Schema click = Click.getClassSchema();
        Schema older = without(click, "context");
        Schema newer = with(click, "country", "se");
        Wire<Click> wire = new Wire<>(List.of(older, newer, click), click, Click::new, Limits.EVENTS);
        for (Schema writer : List.of(older, newer)) {
            var record = new GenericRecordBuilder(writer)
                    .set("user", "u")
                    .set("item", "i")
                    .set("event_time", 5L)
                    .set("weight", 2f)
                    .build();
            ByteBuffer encoded = new BinaryMessageEncoder<GenericData.Record>(new GenericData(), writer).encode(record);
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            assertThat(wire.decode(bytes)).isEqualTo(new Click("u", "i", 5L, 2f, List.of()));
        }
    }

    private static SchemaCompatibilityType compatibility(Schema reader, Schema writer) {
        return checkReaderWriterCompatibility(reader, writer).getType();
    }

    private static Schema with(Schema schema, String field, String defaultValue) {
        List<Schema.Field> fields = fields(schema);
        fields.add(0, new Schema.Field(field, Schema.create(Schema.Type.STRING), null, (Object) defaultValue));
        return Schema.createRecord(schema.getName(), null, schema.getNamespace(), false, fields);
    }

    private static Schema without(Schema schema, String field) {
        List<Schema.Field> fields = fields(schema);
        fields.removeIf(one -> one.name().equals(field));
        return Schema.createRecord(schema.getName(), null, schema.getNamespace(), false, fields);
    }

    private static List<Schema.Field> fields(Schema schema) {
        return new ArrayList<>(schema.getFields().stream()
                .map(field -> new Schema.Field(field, field.schema()))
                .toList());
    }
}
