package io.poeem.state.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.schemas.ChunkRef;
import io.poeem.schemas.IndexManifest;
import io.poeem.state.snapshot.SnapshotException.Corrupt;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestsTest {
    private final Manifests manifests = new Manifests();

    @Test
    void equalManifestsHaveEqualBytesInWhateverOrderTheirMapsWereFilled() {
        Map<String, Long> one = new LinkedHashMap<>();
        one.put("items", 1L);
        one.put("tokens", 2L);
        Map<String, Long> two = new LinkedHashMap<>();
        two.put("tokens", 2L);
        two.put("items", 1L);
        assertThat(manifests.encode(withCounts(one))).isEqualTo(manifests.encode(withCounts(two)));
    }

    @Test
    void aManifestEndsWithItsOwnHash() throws Exception {
        byte[] bytes = SmallVersions.full().encodedManifest();
        byte[] last = Arrays.copyOfRange(bytes, bytes.length - 32, bytes.length);
        assertThat(last).isEqualTo(Sha256.of(bytes, bytes.length - 32));
        assertThat(manifests.decode(bytes).getSha256()).isEqualTo(ByteBuffer.wrap(last));
    }

    @Test
    void aManifestNamesTheOneBefore() {
        assertThat(SmallVersions.delta().manifest().getPreviousSha256())
                .isEqualTo(ByteBuffer.wrap(Manifests.sha256(SmallVersions.full().encodedManifest())));
    }

    @Test
    void numbersOutOfRangeAreCorrupt() {
        List<IndexManifest> wrong = List.of(
                SmallVersions.manifest(-1, -1, List.of(), new byte[0]),
                SmallVersions.manifest(5, 5, List.of(), new byte[0]),
                SmallVersions.manifest(5, -2, List.of(), new byte[0]),
                SmallVersions.manifest(5, 4, List.of(), new byte[31]),
                SmallVersions.manifest(5, 4, List.of(ref(-1, 0, 1, 32)), new byte[0]),
                SmallVersions.manifest(5, 4, List.of(ref(0, -1, 1, 32)), new byte[0]),
                SmallVersions.manifest(5, 4, List.of(ref(0, 0, -1, 32)), new byte[0]),
                SmallVersions.manifest(5, 4, List.of(ref(0, 0, 1, 31)), new byte[0]));
        for (IndexManifest manifest : wrong) {
            byte[] bytes = manifests.encode(manifest);
            assertThatThrownBy(() -> manifests.decode(bytes)).isInstanceOf(Corrupt.class);
        }
    }

    private static ChunkRef ref(int part, int sequence, int length, int hash) {
        return new ChunkRef(part, sequence, ChunkKind.ITEMS, length, ByteBuffer.allocate(hash));
    }

    private static IndexManifest withCounts(Map<String, Long> counts) {
        return IndexManifest.newBuilder(SmallVersions.full().manifest())
                .setCounts(counts)
                .build();
    }
}
