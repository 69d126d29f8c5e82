package io.poeem.job.announce;

import io.poeem.schemas.ChunkRef;
import io.poeem.schemas.IndexManifest;
import io.poeem.schemas.PartitionOffset;
import io.poeem.train.publish.VersionParts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One manifest out of its parts. */
final class WholeManifest {

    private WholeManifest() {}

    /**
     * @param parts one of each shard, in the order of shards, all of the same version
     * @param previous hash of the manifest announced before; empty: none was
     * @throws IllegalStateException if the parts are not of one version
     */
    static IndexManifest of(List<IndexManifest> parts, byte[] previous) {
        IndexManifest first = parts.get(0);
        List<ChunkRef> chunks = new ArrayList<>();
        for (IndexManifest part : parts) {
            requireSameVersion(first, part);
            chunks.addAll(part.getChunks());
        }
        List<Map<String, Long>> counts =
                parts.stream().map(IndexManifest::getCounts).toList();
        return new IndexManifest(
                first.getIndex(),
                first.getVersion(),
                first.getBase(),
                chunks,
                first.getTrainedThrough(),
                offsets(parts),
                first.getOptionHash(),
                Map.copyOf(VersionParts.counts(counts)),
                Map.copyOf(VersionParts.health(
                        counts, parts.stream().map(IndexManifest::getHealth).toList())),
                ByteBuffer.wrap(previous),
                ByteBuffer.allocate(0));
    }

    private static void requireSameVersion(IndexManifest first, IndexManifest part) {
        if (part.getVersion() != first.getVersion() || part.getBase() != first.getBase()) {
            throw new IllegalStateException("parts of one version: one is of version " + first.getVersion()
                    + " with base " + first.getBase() + ", one of " + part.getVersion() + " with base " + part.getBase()
                    + ": shards disagree, which none should; start from an earlier checkpoint");
        }
    }

    /** A partition's next offset is the largest that any shard knows of: each has trained all that is its own before it. */
    private static List<PartitionOffset> offsets(List<IndexManifest> parts) {
        TreeMap<String, PartitionOffset> largest = new TreeMap<>();
        for (IndexManifest part : parts) {
            for (PartitionOffset offset : part.getOffsets()) {
                largest.merge(
                        offset.getTopic() + " " + String.format("%010d", offset.getPartition()),
                        offset,
                        (a, b) -> a.getOffset() >= b.getOffset() ? a : b);
            }
        }
        return new ArrayList<>(largest.values());
    }
}
