package io.poeem.searcher.topic;

import io.poeem.schemas.IndexManifest;
import io.poeem.schemas.MalformedRecord;
import io.poeem.searcher.plan.Link;
import io.poeem.state.snapshot.Manifests;
import io.poeem.state.snapshot.SnapshotException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/** The manifests of one index in a topic that other indexes may share. */
public final class LogAnnouncementSource extends LogSource<Announced> implements AnnouncementSource {

    private final String index;
    private final Manifests manifests = new Manifests();

    /** @param log at its beginning; owned from here on */
    public LogAnnouncementSource(RecordLog log, String index) {
        super(log, "announcement");
        this.index = index;
    }

    @Override
    public void restart() {
        log().seekToBeginning();
    }

    @Override
    Optional<Announced> decode(LogRecord record) throws MalformedRecord, SnapshotException {
        IndexManifest manifest = manifests.decode(record.value());
        return manifest.getIndex().equals(index)
                ? Optional.of(new Announced(
                        manifest,
                        link(manifest, record.value()),
                        record.timestamp(),
                        record.partition(),
                        record.offset()))
                : Optional.empty();
    }

    /** A manifest's place in the history, by its bytes as they were announced. */
    public static Link link(IndexManifest manifest, byte[] bytes) {
        return new Link(
                manifest.getVersion(),
                manifest.getBase(),
                HexFormat.of().formatHex(Manifests.sha256(bytes)),
                hex(manifest.getPreviousSha256()));
    }

    private static String hex(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
