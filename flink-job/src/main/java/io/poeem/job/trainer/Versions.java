package io.poeem.job.trainer;

import io.poeem.job.announce.PartKey;
import io.poeem.job.event.OutputRecord;
import io.poeem.job.options.Topics;
import io.poeem.job.sequence.NextOffsets;
import io.poeem.schemas.IndexChunk;
import io.poeem.schemas.IndexManifest;
import io.poeem.schemas.Limits;
import io.poeem.schemas.PartitionOffset;
import io.poeem.schemas.Wire;
import io.poeem.state.model.Shape;
import io.poeem.state.snapshot.Manifests;
import io.poeem.state.snapshot.VersionWriter;
import io.poeem.train.Learner;
import io.poeem.train.publish.VersionSummary;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * Sends versions on their way: chunks first, then the manifest that announces them, all within one action and so within
 * one transaction of the sink. Numbers follow the learner's, which come from state and only grow.
 */
final class Versions {

    private final String index;
    private final int part;
    private final Shape shape;
    private final int chunkBytes;
    private final byte[] optionHash;
    private final Topics topics;
    private final Consumer<OutputRecord> out;
    private final byte[] key;
    private final boolean whole;
    private final byte[] manifestKey;
    private final Wire<IndexChunk> chunks = Wire.chunks(Limits.INDEX);
    private final Manifests manifests = new Manifests();
    private byte[] previousManifest;

    /** @param whole whether this shard's part is all of a version; else its manifest goes to the announcer */
    Versions(
            String index,
            int part,
            Shape shape,
            int chunkBytes,
            byte[] optionHash,
            Topics topics,
            byte[] previousManifest,
            boolean whole,
            Consumer<OutputRecord> out) {
        this.index = index;
        this.part = part;
        this.shape = shape;
        this.chunkBytes = chunkBytes;
        this.optionHash = optionHash;
        this.topics = topics;
        this.previousManifest = previousManifest;
        this.out = out;
        this.key = index.getBytes(StandardCharsets.UTF_8);
        this.whole = whole;
        this.manifestKey = whole ? key : PartKey.of(part);
    }

    /** SHA-256 of the last manifest; empty before the first. Parts of manifests have no chain: the announcer makes it. */
    byte[] previousManifest() {
        return previousManifest;
    }

    /** Sends the learner's next version; empty, and nothing sent, before the learner has one. */
    Optional<VersionSummary> publish(Learner learner, long boundary, NextOffsets next) {
        long version = Math.max(0, learner.lastVersion()) + 1;
        VersionWriter writer = new VersionWriter(
                index,
                version,
                part,
                shape,
                chunkBytes,
                chunk -> send(topics.index(), key, chunks.encode(chunk), boundary));
        Optional<VersionSummary> summary = learner.publish(version, boundary, writer);
        summary.ifPresent(written -> announce(written, boundary, next));
        return summary;
    }

    private void announce(VersionSummary written, long boundary, NextOffsets next) {
        byte[] manifest = manifests.encode(new IndexManifest(
                index,
                written.version(),
                written.base(),
                written.chunks(),
                boundary,
                offsets(next),
                ByteBuffer.wrap(optionHash),
                Map.copyOf(written.counts()),
                Map.copyOf(written.health()),
                ByteBuffer.wrap(previousManifest),
                ByteBuffer.allocate(0)));
        if (whole) {
            previousManifest = Manifests.sha256(manifest);
        }
        send(topics.versions(), manifestKey, manifest, boundary);
    }

    private List<PartitionOffset> offsets(NextOffsets next) {
        List<PartitionOffset> offsets = new ArrayList<>();
        add(topics.clicks(), next.clicks(), offsets);
        topics.items().ifPresent(items -> add(items, next.items(), offsets));
        return offsets;
    }

    private static void add(String topic, SortedMap<Integer, Long> next, List<PartitionOffset> offsets) {
        next.forEach((partition, offset) -> offsets.add(new PartitionOffset(topic, partition, offset)));
    }

    private void send(String topic, byte[] of, byte[] value, long timestamp) {
        out.accept(new OutputRecord(topic, of, value, timestamp));
    }
}
