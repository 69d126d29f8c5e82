package io.poeem.searcher;

import io.poeem.searcher.cache.Cached;
import io.poeem.searcher.plan.Link;
import io.poeem.searcher.plan.Pace;
import io.poeem.searcher.topic.Announced;
import io.poeem.searcher.topic.AnnouncementSource;
import io.poeem.searcher.topic.Batch;
import io.poeem.searcher.topic.Pin;
import io.poeem.searcher.topic.PinSource;
import io.poeem.state.image.IndexImage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Follows an index, one round at a time; knows neither threads nor Kafka.
 *
 * <ol>
 *   <li>read new pins and announcements;
 *   <li>before the first plan, go on until all that are there were read: otherwise an old version would be loaded for
 *       nothing; then serve what a cache holds, if the history leads on from it;
 *   <li>plan;
 *   <li>load: the whole plan at once to catch up with versions that were there at the start, and to follow a pin; then one
 *       version per round;
 *   <li>hand it to {@link Serving}; or, if it cannot be had, remember that and plan without it in the next round.
 * </ol>
 */
final class Follower implements Waiting {

    private static final Duration IDLE = Duration.ofMillis(200);

    /** After so many rounds without news the topic is asked whether it is still there: silence alone does not say. */
    private static final int ROUNDS_BETWEEN_CHECKS = 50;

    private final AnnouncementSource announcements;
    private final PinSource pins;
    private final VersionLoader loader;
    private final LocalCache cache;
    private final KnownVersions known;
    private final Serving serving;
    private final Pace pace;
    private final Duration patience;
    private boolean readToEnd;
    private boolean catchingUp;
    private int idleRounds;

    Follower(
            AnnouncementSource announcements,
            PinSource pins,
            VersionLoader loader,
            LocalCache cache,
            KnownVersions known,
            Serving serving,
            Pace pace,
            Duration patience) {
        this.announcements = announcements;
        this.pins = pins;
        this.loader = loader;
        this.cache = cache;
        this.known = known;
        this.serving = serving;
        this.pace = pace;
        this.patience = patience;
    }

    /**
     * One round.
     *
     * @return whether there is reason to believe that the next round has work to do at once
     * @throws RuntimeException if the topics cannot be read; what is served stays, and this follower is of no more use
     */
    boolean round(boolean busy) {
        boolean heard = readPins();
        heard |= readAnnouncements(busy ? Duration.ZERO : IDLE);
        if (!readToEnd) {
            readToEnd = !heard && announcements.atEnd() && pins.atEnd();
            catchingUp |= known.held().isEmpty() && known.newest().isPresent();
            if (readToEnd && known.held().isEmpty()) {
                startFromCache();
            }
            return heard || readToEnd;
        }
        if (heard && pace == Pace.NEWEST) {
            return true; // there may be more
        }
        List<Announced> plan = known.plan(catchingUp ? Pace.NEWEST : pace);
        serving.condition(known.condition());
        if (plan.isEmpty()) {
            checkNowAndThen(heard);
            return heard; // there may be more, also for a plan
        }
        load(catchingUp || pace == Pace.NEWEST || goesBack(plan) ? plan : plan.subList(0, 1));
        serving.condition(known.condition());
        return true;
    }

    /** Only if the history leads on from what is kept, and no pin asks for an older version. */
    private void startFromCache() {
        Optional<Cached> kept = cache.load();
        if (kept.isEmpty()
                || known.pinned().orElse(Long.MAX_VALUE) < kept.get().link().version()) {
            return;
        }
        if (!known.leadsOnFrom(kept.get().link())) {
            cache.drop("it holds version " + kept.get().link().version() + " of another history than the topic's");
            return;
        }
        try {
            LoadedVersion loaded = loader.open(kept.get());
            known.hold(kept.get().link());
            serving.serve(loaded);
        } catch (VersionLoader.NotLoaded e) {
            cache.drop(e.failure().message());
        }
    }

    private boolean goesBack(List<Announced> plan) {
        return known.held().isPresent()
                && plan.get(0).version() <= known.held().get().version();
    }

    /** Whether the pin is another one now; then the way to it is by the fewest loads. */
    private boolean readPins() {
        Batch<Pin> batch = pins.poll(Duration.ZERO);
        batch.faults().forEach(serving::trouble);
        if (batch.values().isEmpty()) {
            return !batch.isEmpty();
        }
        Pin last = batch.values().get(batch.values().size() - 1);
        if (!known.pinned().equals(last.version())) {
            catchingUp = true;
            if (known.pin(last.version())) {
                announcements.restart();
                readToEnd = false;
            }
        }
        serving.wanted(known.wanted(), known.pinned());
        return true;
    }

    private boolean readAnnouncements(Duration wait) {
        Batch<Announced> batch = announcements.poll(wait);
        batch.faults().forEach(serving::trouble);
        batch.values().forEach(next -> known.add(next).ifPresent(serving::failed));
        serving.wanted(known.wanted(), known.pinned());
        return !batch.isEmpty();
    }

    private void checkNowAndThen(boolean heard) {
        idleRounds = heard ? 0 : idleRounds + 1;
        if (idleRounds == ROUNDS_BETWEEN_CHECKS) {
            idleRounds = 0;
            announcements.atEnd();
        }
    }

    private void load(List<Announced> steps) {
        IndexImage held = serving.current().map(Searcher::image).orElseGet(IndexImage::empty);
        try {
            LoadedVersion loaded = loader.load(held, steps, this);
            Link reached = steps.get(steps.size() - 1).link();
            known.hold(reached);
            catchingUp = false;
            serving.serve(loaded);
            cache.store(loaded, reached);
        } catch (VersionLoader.NotLoaded e) {
            known.fail(e.failure());
            serving.failed(e.failure());
        } catch (Waiting.Interrupted e) {
            // a pin came; the next round plans with it
        }
    }

    @Override
    public Duration patience(long version) {
        return known.failedBefore(version) ? Duration.ZERO : patience;
    }

    @Override
    public boolean interrupted() {
        return readPins();
    }
}
