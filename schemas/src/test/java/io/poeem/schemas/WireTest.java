package io.poeem.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.schemas.Samples.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records come back from their bytes, and the bytes are Avro's. */
class WireTest {

    static List<Kind<?>> kinds() {
        return Samples.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends SpecificRecord> void aRecordComesBackFromItsBytes(Kind<T> kind) throws MalformedRecord {
        assertThat(kind.wire().decode(kind.wire().encode(kind.sample()))).isEqualTo(kind.sample());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends SpecificRecord> void aReusedWireRemembersNothingOfTheRecordBefore(Kind<T> kind) throws MalformedRecord {
        byte[] bytes = kind.wire().encode(kind.sample());
        T first = kind.wire().decode(bytes);
        T second = kind.wire().decode(bytes);
        assertThat(second).isEqualTo(first).isNotSameAs(first);
        assertThat(kind.wire().encode(kind.sample())).isEqualTo(bytes);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends SpecificRecord> void theBytesAreThoseOfAvrosOwnSingleObjectEncoder(Kind<T> kind) throws IOException {
        T sample = kind.sample();
        var avro = new BinaryMessageEncoder<T>(new SpecificData(), sample.getSchema());
        ByteBuffer theirs = avro.encode(sample);
        byte[] bytes = new byte[theirs.remaining()];
        theirs.get(bytes);
        assertThat(kind.wire().encode(sample)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends SpecificRecord> void avroReadsOurBytes(Kind<T> kind) throws IOException {
        var avro = new BinaryMessageDecoder<T>(new SpecificData(), kind.sample().getSchema());
        assertThat(avro.decode(kind.wire().encode(kind.sample()))).isEqualTo(kind.sample());
    }

    /** Golden bytes of a version stay for ever: a change of them is a change of what stands in topics already. */
    @ParameterizedTest
    @MethodSource("kinds")
    <T extends SpecificRecord> void theGoldenBytesOfVersionOneAreReadAndWritten(Kind<T> kind) throws IOException {
        byte[] golden = hex("/golden/" + kind.name() + "-v1.hex");
        assertThat(kind.wire().decode(golden)).isEqualTo(kind.sample());
        assertThat(kind.wire().encode(kind.sample())).isEqualTo(golden);
    }

    @Property
    void everyExampleComesBack(
            @ForAll @StringLength(max = 40) String user,
            @ForAll long time,
            @ForAll int partition,
            @ForAll float weight,
            @ForAll boolean clamped,
            @ForAll @Size(max = 20) List<@StringLength(max = 12) String> history)
            throws MalformedRecord {
        Wire<Example> wire = Wire.examples(Limits.EVENTS);
        String encodable = user.replaceAll("[\\ud800-\\udfff]", "?");
        List<String> ids = history.stream()
                .map(id -> id.replaceAll("[\\ud800-\\udfff]", "?"))
                .toList();
        Example example =
                new Example(encodable, encodable, time, partition, ~time, weight, clamped, ids, List.of(encodable));
        assertThat(wire.decode(wire.encode(example))).isEqualTo(example);
    }

    @Property
    void everyManifestComesBack(
            @ForAll long version,
            @ForAll @Size(max = 8) Map<@StringLength(max = 5) String, Long> counts,
            @ForAll @Size(max = 8) Map<@StringLength(max = 5) String, Double> health,
            @ForAll @Size(max = 8) List<Integer> chunks)
            throws MalformedRecord {
        Wire<IndexManifest> wire = Wire.manifests(Limits.INDEX);
        IndexManifest sample = IndexManifest.newBuilder(Samples.MANIFEST)
                .setVersion(version)
                .setCounts(new TreeMap<>(counts))
                .setHealth(new TreeMap<>(health))
                .setChunks(chunks.stream()
                        .map(i -> new ChunkRef(i, ~i, 1, i, ByteBuffer.wrap(new byte[] {1})))
                        .toList())
                .build();
        assertThat(wire.decode(wire.encode(sample))).isEqualTo(sample);
    }

    static byte[] hex(String resource) throws IOException {
        try (InputStream in = WireTest.class.getResourceAsStream(resource)) {
            assertThat(in).as(resource).isNotNull();
            return HexFormat.of().parseHex(new String(in.readAllBytes()).replaceAll("#.*|\\s", ""));
        }
    }
}
