package io.poeem.searcher;

import io.poeem.schemas.IndexManifest;
import io.poeem.searcher.plan.Link;
import io.poeem.searcher.plan.Planner;
import io.poeem.searcher.topic.Announced;
import io.poeem.searcher.topic.AnnouncementSource;
import io.poeem.searcher.topic.Batch;
import io.poeem.searcher.topic.IndexSource;
import io.poeem.searcher.topic.Pin;
import io.poeem.searcher.topic.PinSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is announced of an index, read once, and where it is pinned; no chunk is looked at.
 *
 * @param versions ascending; of two announcements of one version the first
 * @param pin the last one; {@link Pin#NONE} if there is none
 * @param state what a searcher that starts now would say of this history before it loads anything
 * @param message what that means
 * @param faults records that could not be read
 */
public record VersionHistory(
        List<Version> versions, Pin pin, SubscriberState state, String message, List<String> faults) {

    private static final Duration POLL = Duration.ofMillis(100);

    /**
     * @param manifest what announced it
     * @param sha256 of the announcement's bytes, hexadecimal
     * @param reachable whether a full version leads to it
     */
    public record Version(IndexManifest manifest, String sha256, boolean reachable) {
        public long number() {
            return manifest.getVersion();
        }

        public boolean full() {
            return manifest.getBase() == Link.NO_BASE;
        }
    }

    public VersionHistory {
        versions = List.copyOf(versions);
        faults = List.copyOf(faults);
    }

    public Optional<Version> find(long number) {
        return versions.stream().filter(version -> version.number() == number).findFirst();
    }

    public Optional<Version> newest() {
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    static VersionHistory read(IndexSource source) {
        List<String> faults = new ArrayList<>();
        KnownVersions known = new KnownVersions(Integer.MAX_VALUE);
        Map<Long, Announced> first = new LinkedHashMap<>();
        try (AnnouncementSource announcements = source.openAnnouncements()) {
            Batch<Announced> batch;
            do {
                batch = announcements.poll(POLL);
                faults.addAll(batch.faults());
                for (Announced next : batch.values()) {
                    known.add(next).ifPresent(failure -> faults.add(failure.message()));
                    first.putIfAbsent(next.version(), next);
                }
            } while (!batch.isEmpty() || !announcements.atEnd());
        }
        Pin pin = pin(source, faults);
        known.pin(pin.version());
        Condition condition = known.condition();
        return new VersionHistory(versions(first), pin, condition.state(), condition.message(), faults);
    }

    private static List<Version> versions(Map<Long, Announced> announced) {
        Set<Long> reachable = Planner.reachable(
                announced.values().stream().map(Announced::link).toList());
        return announced.values().stream()
                .sorted((a, b) -> Long.compare(a.version(), b.version()))
                .map(one -> new Version(one.manifest(), one.link().hash(), reachable.contains(one.version())))
                .toList();
    }

    private static Pin pin(IndexSource source, List<String> faults) {
        Pin last = Pin.NONE;
        try (PinSource pins = source.openPins()) {
            Batch<Pin> batch;
            do {
                batch = pins.poll(POLL);
                faults.addAll(batch.faults());
                for (Pin next : batch.values()) {
                    last = next;
                }
            } while (!batch.isEmpty() || !pins.atEnd());
        }
        return last;
    }
}
