package io.poeem.ops.serve;

import io.poeem.ops.serve.titles.Titles;
import io.poeem.schemas.ChunkRef;
import io.poeem.schemas.IndexChunk;
import io.poeem.schemas.IndexManifest;
import io.poeem.schemas.Limits;
import io.poeem.schemas.PartitionOffset;
import io.poeem.schemas.Wire;
import io.poeem.searcher.topic.AnnouncementSource;
import io.poeem.searcher.topic.ChunkSource;
import io.poeem.searcher.topic.IndexSource;
import io.poeem.searcher.topic.LogAnnouncementSource;
import io.poeem.searcher.topic.LogChunkSource;
import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Model;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.state.model.Tower;
import io.poeem.state.snapshot.Manifests;
import io.poeem.state.snapshot.VersionWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An index of a hundred films in topics in memory: full versions in which each film points its own way, the one that its history
 * token points to as well.
 */
final class SmallIndex implements IndexSource {

    static final String NAME = "films";
    static final int FILMS = 100;
    static final Shape SHAPE = new Shape(4, 2, 2, 4);

    record Records(List<byte[]> chunks, byte[] manifest) {}

    private final SmallTopic chunks = new SmallTopic();
    private final SmallTopic versions = new SmallTopic();
    private byte[] previous = new byte[0];
    private long published;

    @Override
    public AnnouncementSource openAnnouncements() {
        return new LogAnnouncementSource(versions.open(), NAME);
    }

    @Override
    public ChunkSource openChunks() {
        return new LogChunkSource(chunks.open(), NAME);
    }

    /** Their titles. */
    static Titles titles() {
        Titles titles = new Titles();
        for (int i = 0; i < FILMS; i++) {
            titles.put("f" + i, "Film number " + i + (i == 7 ? " <b>bold</b> & \"quoted\"" : ""));
        }
        return titles;
    }

    /** The next version, of clicks up to now. */
    long publish() {
        return publish(System.currentTimeMillis(), true);
    }

    /** Announces a version that is larger than any that is taken. */
    long publishTooLarge() {
        return publish(System.currentTimeMillis(), false);
    }

    long publish(long trainedThrough, boolean fits) {
        Records records = next(trainedThrough, fits);
        records.chunks().forEach(chunk -> chunks.append(trainedThrough, chunk));
        versions.append(trainedThrough, records.manifest());
        return published;
    }

    /** What the next version has in the topics. */
    Records next(long trainedThrough, boolean fits) {
        long version = ++published;
        Wire<IndexChunk> wire = Wire.chunks(Limits.INDEX);
        List<byte[]> written = new ArrayList<>();
        VersionWriter writer =
                new VersionWriter(NAME, version, 0, SHAPE, 1_024, chunk -> written.add(wire.encode(chunk)));
        writer.model(new Model(
                SHAPE,
                Tower.identity(4),
                Tower.identity(4),
                Rotation.identity(4),
                new Codebooks(SHAPE, new float[] {1, 0, 0, 0, 0, 1, 0, 0}, new float[16]),
                10,
                1,
                0,
                10));
        for (int i = 0; i < FILMS; i++) {
            writer.item("f" + i, i % 2, new byte[2], 0, 1, -1 - i / 100f);
        }
        for (int i = 0; i < FILMS; i++) {
            writer.token("hist=f" + i, new float[] {1 - i % 2, i % 2, 0, 0}, 0);
        }
        List<ChunkRef> refs = writer.finish();
        if (!fits) {
            refs.get(0).setLength(2_000_000_000);
        }
        IndexManifest manifest = new IndexManifest(
                NAME,
                version,
                -1L,
                refs,
                trainedThrough,
                List.of(new PartitionOffset("clicks", 0, version * 1_000)),
                ByteBuffer.wrap(new byte[32]),
                Map.of("items", (long) FILMS),
                Map.of(
                        "canary_distortion",
                        0.2 + 0.01 * version,
                        "index.coarse_perplexity",
                        2.0,
                        "index.code_perplexity",
                        3.0,
                        "loss",
                        Double.NaN),
                ByteBuffer.wrap(previous),
                ByteBuffer.allocate(32));
        byte[] bytes = new Manifests().encode(manifest);
        previous = Manifests.sha256(bytes);
        return new Records(written, bytes);
    }
}
