package io.poeem.ops.serve.index;

import io.poeem.ops.serve.follow.Loop;
import io.poeem.searcher.topic.AnnouncementSource;
import io.poeem.searcher.topic.IndexSource;
import io.poeem.searcher.topic.RecordLog;
import java.time.Duration;

/** Reads what was announced before this process began, and what a subscriber in a hurry passes over, into a timeline. */
public final class Announcements implements Loop.Work {

    private static final Duration WAIT = Duration.ofSeconds(1);

    private final AnnouncementSource source;
    private final Timeline timeline;

    private Announcements(AnnouncementSource source, Timeline timeline) {
        this.source = source;
        this.timeline = timeline;
    }

    /** Follows until the loop is closed. */
    public static Loop follow(IndexSource index, Timeline timeline) {
        return Loop.start(
                "poeem-timeline", Duration.ofSeconds(5), () -> new Announcements(index.openAnnouncements(), timeline));
    }

    @Override
    public void round() {
        try {
            source.poll(WAIT).values().forEach(announced -> timeline.announced(announced.manifest()));
        } catch (RecordLog.Woken e) {
            return;
        }
    }

    @Override
    public void wakeup() {
        source.wakeup();
    }

    @Override
    public void close() {
        source.close();
    }
}
