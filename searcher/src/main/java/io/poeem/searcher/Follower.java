package io.poeem.searcher;

import io.poeem.searcher.plan.Pace;
import io.poeem.searcher.topic.Announced;
import io.poeem.searcher.topic.AnnouncementSource;
import io.poeem.searcher.topic.Batch;
import io.poeem.state.image.IndexImage;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * Follows an index, one round at a time; knows neither threads nor Kafka.
 *
 * <ol>
 *   <li>read new announcements;
 *   <li>before the first plan, go on until all that are there were read: otherwise an old version would be loaded for
 *       nothing;
 *   <li>plan;
 *   <li>load: the whole plan at once to catch up with versions that were there at the start, then one version per round;
 *   <li>hand it to {@link Serving}; or, if it cannot be had, remember that and plan without it in the next round.
 * </ol>
 */
final class Follower {

    private static final Duration IDLE = Duration.ofMillis(200);

    private final AnnouncementSource announcements;
    private final VersionLoader loader;
    private final KnownVersions known;
    private final Serving serving;
    private final Pace pace;
    private boolean readToEnd;
    private boolean catchingUp;

    Follower(AnnouncementSource announcements, VersionLoader loader, KnownVersions known, Serving serving, Pace pace) {
        this.announcements = announcements;
        this.loader = loader;
        this.known = known;
        this.serving = serving;
        this.pace = pace;
    }

    /**
     * One round.
     *
     * @return whether there is reason to believe that the next round has work to do at once
     * @throws RuntimeException if the topics cannot be read; what is served stays, and this follower is of no more use
     */
    boolean round(boolean busy) {
        boolean heard = readAnnouncements(busy ? Duration.ZERO : IDLE);
        if (!readToEnd) {
            readToEnd = !heard && announcements.atEnd();
            catchingUp = !known.holdsSomething() && known.newest().isPresent();
            return heard || readToEnd;
        }
        if (heard && pace == Pace.NEWEST) {
            return true; // there may be more
        }
        List<Announced> plan = known.plan(catchingUp ? Pace.NEWEST : pace);
        if (plan.isEmpty()) {
            return false;
        }
        load(catchingUp || pace == Pace.NEWEST ? plan : plan.subList(0, 1));
        return true;
    }

    private boolean readAnnouncements(Duration wait) {
        Batch<Announced> batch = announcements.poll(wait);
        batch.faults().forEach(serving::trouble);
        batch.values().forEach(next -> known.add(next).ifPresent(serving::failed));
        serving.wanted(known.newest(), OptionalLong.empty());
        return !batch.isEmpty();
    }

    private void load(List<Announced> steps) {
        IndexImage held = serving.current().map(Searcher::image).orElseGet(IndexImage::empty);
        try {
            LoadedVersion loaded = loader.load(held, steps);
            known.hold(steps.get(steps.size() - 1));
            catchingUp = false;
            serving.serve(loaded);
        } catch (VersionLoader.NotLoaded e) {
            known.fail(e.failure().version());
            serving.failed(e.failure());
        }
    }
}
