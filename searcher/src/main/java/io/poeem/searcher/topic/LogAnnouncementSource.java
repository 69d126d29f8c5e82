package io.poeem.searcher.topic;

import io.poeem.schemas.IndexManifest;
import io.poeem.schemas.MalformedRecord;
import io.poeem.searcher.plan.Link;
import io.poeem.state.snapshot.Manifests;
import io.poeem.state.snapshot.SnapshotException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The manifests of one index in a topic that other indexes may share. */
public final class LogAnnouncementSource implements AnnouncementSource {

    private final RecordLog log;
    private final String index;
    private final Manifests manifests = new Manifests();

    /** @param log at its beginning; owned from here on */
    public LogAnnouncementSource(RecordLog log, String index) {
        this.log = log;
        this.index = index;
    }

    @Override
    public Batch<Announced> poll(Duration wait) {
        List<Announced> announced = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (LogRecord record : log.poll(wait)) {
            try {
                IndexManifest manifest = manifests.decode(record.value());
                if (manifest.getIndex().equals(index)) {
                    announced.add(new Announced(manifest, link(manifest, record.value()), record.timestamp()));
                }
            } catch (MalformedRecord | SnapshotException e) {
                faults.add("announcement at " + record.place() + " of " + log + ": " + e.getMessage());
            }
        }
        return new Batch<>(announced, faults);
    }

    private static Link link(IndexManifest manifest, byte[] bytes) {
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

    @Override
    public boolean atEnd() {
        return log.atEnd();
    }

    @Override
    public void wakeup() {
        log.wakeup();
    }

    @Override
    public void close() {
        log.close();
    }
}
