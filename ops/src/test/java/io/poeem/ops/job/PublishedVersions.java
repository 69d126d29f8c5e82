package io.poeem.ops.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.job.options.JobOptions;
import io.poeem.schemas.IndexChunk;
import io.poeem.schemas.IndexManifest;
import io.poeem.schemas.Limits;
import io.poeem.schemas.Wire;
import io.poeem.state.image.IndexImage;
import io.poeem.state.snapshot.Assembler;
import io.poeem.state.snapshot.Manifests;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a job has published: every version verified, assembled, and one after the other. */
final class PublishedVersions {

    private PublishedVersions() {}

    /** How many are announced, and will not be taken back. */
    static int announced(String bootstrap, JobOptions options) {
        return Records.of(bootstrap, options.topics().versions()).size();
    }

    /** What the last version's manifest counts. */
    static Map<String, Long> counts(String bootstrap, JobOptions options) throws Exception {
        List<ConsumerRecord<byte[], byte[]>> manifests =
                Records.of(bootstrap, options.topics().versions());
        return new Manifests()
                .decode(manifests.get(manifests.size() - 1).value())
                .getCounts();
    }

    /** Of every version: its number, where it ends in event time, and the hash of its content. */
    static List<String> hashes(String bootstrap, JobOptions options) throws Exception {
        return hashes(bootstrap, options, false);
    }

    /** As above from the first full one on, where what came before is not in the topics. */
    static List<String> hashesFromFull(String bootstrap, JobOptions options) throws Exception {
        return hashes(bootstrap, options, true);
    }

    private static List<String> hashes(String bootstrap, JobOptions options, boolean fromFull) throws Exception {
        return all(bootstrap, options, fromFull).stream()
                .map(version -> version.image().version() + " "
                        + version.image().trainedThrough() + " "
                        + HexFormat.of().formatHex(version.image().contentSha256()))
                .toList();
    }

    /** A version as announced and as assembled. */
    record Version(IndexManifest manifest, IndexImage image) {}

    /**
     * Every version.
     *
     * @param fromFull from the first full one on, where what came before is not in the topics
     */
    static List<Version> all(String bootstrap, JobOptions options, boolean fromFull) throws Exception {
        Assembler assembler = new Assembler("poeem", Long.MAX_VALUE, Integer.MAX_VALUE);
        Wire<IndexChunk> chunks = Wire.chunks(Limits.INDEX);
        for (ConsumerRecord<byte[], byte[]> record :
                Records.of(bootstrap, options.topics().index())) {
            assembler.add(chunks.decode(record.value()));
        }
        List<Version> versions = new ArrayList<>();
        IndexImage image = IndexImage.empty();
        byte[] previous = fromFull ? null : new byte[0];
        for (ConsumerRecord<byte[], byte[]> record :
                Records.of(bootstrap, options.topics().versions())) {
            IndexManifest manifest = new Manifests().decode(record.value());
            if (previous != null) {
                assertThat(manifest.getPreviousSha256())
                        .as("chain of manifests at version %d", manifest.getVersion())
                        .isEqualTo(ByteBuffer.wrap(previous));
            }
            previous = Manifests.sha256(record.value());
            if (fromFull && versions.isEmpty() && manifest.getBase() >= 0) {
                continue;
            }
            image = (manifest.getBase() < 0 ? IndexImage.empty() : image).apply(assembler.assemble(manifest));
            versions.add(new Version(manifest, image));
        }
        return versions;
    }
}
