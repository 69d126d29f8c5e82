package io.poeem.state.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.poeem.schemas.IndexChunk;
import io.poeem.schemas.IndexManifest;
import io.poeem.schemas.Limits;
import io.poeem.schemas.MalformedRecord;
import io.poeem.schemas.Wire;
import io.poeem.state.image.IndexImage;
import io.poeem.state.snapshot.SmallVersions.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every single-byte corruption of every record of a version is detected, and the old image stays. */
class CorruptionTest {
    private static final int[] FLIPS = {0x01, 0x10, 0x80, 0xff};

    private final Wire<IndexChunk> wire = Wire.chunks(Limits.INDEX);
    private final Manifests manifests = new Manifests();

    @Test
    void everyFlippedByteOfAVersionIsDetectedAndTheOldImageStays() throws Exception {
        IndexImage old = load(IndexImage.empty(), records(SmallVersions.full()));
        byte[] oldContent = old.contentSha256();
        for (Version version : List.of(SmallVersions.delta(), SmallVersions.fullOfDelta())) {
            List<byte[]> records = records(version);
            assertThat(load(old, records)).isNotSameAs(old);
            for (int record = 0; record < records.size(); record++) {
                requireDetected(old, records, record);
            }
        }
        assertThat(old.contentSha256()).isEqualTo(oldContent);
    }

    private void requireDetected(IndexImage old, List<byte[]> records, int record) {
        byte[] good = records.get(record);
        for (int at = 0; at < good.length; at++) {
            for (int flip : FLIPS) {
                byte[] bad = good.clone();
                bad[at] ^= (byte) flip;
                List<byte[]> corrupted = new ArrayList<>(records);
                corrupted.set(record, bad);
                if (loadOrKeep(old, corrupted) != old) {
                    fail("record %d, byte %d of %d, flipped by %02x went unseen", record, at, good.length, flip);
                }
            }
        }
    }

    @Test
    void everyTruncatedRecordIsDetected() throws Exception {
        List<byte[]> records = records(SmallVersions.full());
        for (int record = 0; record < records.size(); record++) {
            byte[] good = records.get(record);
            for (int length = 0; length < good.length; length++) {
                List<byte[]> cut = new ArrayList<>(records);
                cut.set(record, Arrays.copyOf(good, length));
                assertThat(loadOrKeep(IndexImage.empty(), cut)).isSameAs(IndexImage.empty());
            }
        }
    }

    /** As a searcher does: a bad chunk is passed over, a bad manifest announces nothing, and only these exceptions are expected. */
    private IndexImage loadOrKeep(IndexImage old, List<byte[]> records) {
        try {
            return load(old, records);
        } catch (MalformedRecord | SnapshotException e) {
            assertThat(e.getMessage()).isNotBlank();
            return old;
        }
    }

    private IndexImage load(IndexImage old, List<byte[]> records) throws MalformedRecord, SnapshotException {
        Assembler assembler = new Assembler(SmallVersions.INDEX, 1 << 20, 4);
        for (byte[] bytes : records.subList(1, records.size())) {
            try {
                assembler.add(wire.decode(bytes));
            } catch (MalformedRecord e) {
                assertThat(e.reason()).isNotNull();
            }
        }
        IndexManifest manifest = manifests.decode(records.get(0));
        return old.apply(assembler.assemble(manifest));
    }

    /** The manifest, then the chunks. */
    private List<byte[]> records(Version version) {
        List<byte[]> records = new ArrayList<>();
        records.add(version.encodedManifest());
        version.chunks().forEach(chunk -> records.add(wire.encode(chunk)));
        return records;
    }
}
