package io.poeem.schemas;

import io.poeem.schemas.MalformedRecord.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * One kind of record to bytes and back: Avro's single-object encoding, i.e. the marker C3 01, the CRC-64-AVRO fingerprint of the
 * writer's schema as 8 little-endian bytes, and the record in Avro's binary encoding. A record that was written with any kept version
 * of its schema is read as the newest.
 *
 * <p>Keeps its buffers between calls: an instance belongs to one thread and is cheap enough to have one per operator.
 */
public final class Wire<T extends SpecificRecord> {
    private static final int HEADER = 10;

    private final String name;
    private final Limits limits;
    private final Supplier<T> blank;
    private final BoundedDecoder decoder;
    private final long[] fingerprints;
    private final List<SpecificDatumReader<T>> readers;
    private final SpecificDatumWriter<T> writer;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    private final byte[] header;
    private BinaryEncoder encoder;

    private Wire(String record, Schema newest, Supplier<T> blank, Limits limits) {
        this(SchemaVersions.of(record), newest, blank, limits);
    }

    /** @param versions that writers may have used; the newest among them */
    Wire(List<Schema> versions, Schema newest, Supplier<T> blank, Limits limits) {
        SpecificData data = new SpecificData(Wire.class.getClassLoader());
        data.setCustomCoders(true); // the generated classes read and write their own fields, without reflection
        this.name = newest.getName();
        this.limits = limits;
        this.blank = blank;
        this.decoder = new BoundedDecoder(limits);
        this.fingerprints = versions.stream()
                .mapToLong(SchemaNormalization::parsingFingerprint64)
                .toArray();
        this.readers = versions.stream()
                .map(version -> new SpecificDatumReader<T>(version, newest, data))
                .toList();
        this.writer = new SpecificDatumWriter<>(newest, data);
        this.header = header(SchemaNormalization.parsingFingerprint64(newest));
    }

    public static Wire<Click> clicks(Limits limits) {
        return new Wire<>("click", Click.getClassSchema(), Click::new, limits);
    }

    public static Wire<Item> items(Limits limits) {
        return new Wire<>("item", Item.getClassSchema(), Item::new, limits);
    }

    public static Wire<Example> examples(Limits limits) {
        return new Wire<>("example", Example.getClassSchema(), Example::new, limits);
    }

    public static Wire<IndexChunk> chunks(Limits limits) {
        return new Wire<>("index-chunk", IndexChunk.getClassSchema(), IndexChunk::new, limits);
    }

    public static Wire<IndexManifest> manifests(Limits limits) {
        return new Wire<>("index-manifest", IndexManifest.getClassSchema(), IndexManifest::new, limits);
    }

    public static Wire<ModelRecord> models(Limits limits) {
        return new Wire<>("model-record", ModelRecord.getClassSchema(), ModelRecord::new, limits);
    }

    public static Wire<IndexPin> pins(Limits limits) {
        return new Wire<>("index-pin", IndexPin.getClassSchema(), IndexPin::new, limits);
    }

    /** The record in its newest schema. Equal records give equal bytes if their maps iterate alike. */
    public byte[] encode(T record) {
        out.reset();
        out.writeBytes(header);
        encoder = EncoderFactory.get().binaryEncoder(out, encoder);
        try {
            writer.write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    /**
     * Reads exactly one record.
     *
     * @throws MalformedRecord for everything that {@link #encode}, in any version, cannot have written
     */
    public T decode(byte[] bytes) throws MalformedRecord {
        int version = writerVersion(bytes);
        try {
            T record = readers.get(version).read(blank.get(), decoder.reset(bytes, HEADER));
            if (decoder.remaining() > 0) {
                throw new MalformedRecord(
                        Reason.TRAILING_BYTES, name + " is followed by " + decoder.remaining() + " bytes");
            }
            return record;
        } catch (MalformedRecord e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new MalformedRecord(Reason.STRUCTURE, name + " contradicts its schema: " + e);
        } finally {
            decoder.reset(header, HEADER); // holds on to nobody's bytes
        }
    }

    private int writerVersion(byte[] bytes) throws MalformedRecord {
        if (bytes == null || bytes.length > limits.recordBytes()) {
            throw new MalformedRecord(
                    Reason.RECORD_SIZE,
                    bytes == null
                            ? name + " is null"
                            : name + " has " + bytes.length + " bytes, the limit is " + limits.recordBytes());
        }
        if (bytes.length >= 2 && (bytes[0] != header[0] || bytes[1] != header[1])) {
            throw new MalformedRecord(Reason.NOT_SINGLE_OBJECT, name + " does not begin with C3 01");
        }
        if (bytes.length < HEADER) {
            throw new MalformedRecord(Reason.TRUNCATED, name + " of " + bytes.length + " bytes has no whole header");
        }
        long fingerprint = 0;
        for (int i = HEADER - 1; i >= 2; i--) {
            fingerprint = fingerprint << 8 | bytes[i] & 0xff;
        }
        for (int version = fingerprints.length - 1; version >= 0; version--) {
            if (fingerprints[version] == fingerprint) {
                return version;
            }
        }
        throw new MalformedRecord(
                Reason.UNKNOWN_SCHEMA,
                "fingerprint " + Long.toHexString(fingerprint) + " is none of the " + fingerprints.length
                        + " kept versions of " + name);
    }

    private static byte[] header(long fingerprint) {
        byte[] header = new byte[HEADER];
        header[0] = (byte) 0xc3;
        header[1] = 0x01;
        for (int i = 2; i < HEADER; i++) {
            header[i] = (byte) (fingerprint >>> 8 * (i - 2));
        }
        return header;
    }
}
