package io.poeem.searcher;

import io.poeem.searcher.plan.Link;
import io.poeem.searcher.plan.Pace;
import io.poeem.searcher.plan.Planner;
import io.poeem.searcher.topic.Announced;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one reader knows of an index's history: what it holds, what is announced beyond that, and what failed.
 *
 * <p>Invariant: every announced or failed version is newer than the held one, so this shrinks with every load. Beyond
 * {@code capacity} announcements the oldest are forgotten: they matter only to a reader that has nothing yet, and to
 * that one the newest full version is enough. Belongs to one thread.
 */
final class KnownVersions {

    private final int capacity;
    private final NavigableMap<Long, Announced> announced = new TreeMap<>();
    private final NavigableSet<Long> failed = new TreeSet<>();
    private final NavigableSet<Long> announcedTwice = new TreeSet<>();
    private Optional<Link> held = Optional.empty();
    private long newest = -1;

    KnownVersions(int capacity) {
        this.capacity = capacity;
    }

    /** @return the fault, once for a version, if it was announced before with different content; the first one counts */
    Optional<VersionFailure> add(Announced next) {
        long version = next.version();
        newest = Math.max(newest, version);
        if (held.isPresent() && version <= held.get().version()) {
            return Optional.empty();
        }
        Announced first = announced.putIfAbsent(version, next);
        if (announced.size() > capacity) {
            announced.pollFirstEntry();
        }
        if (first == null || first.link().equals(next.link()) || !announcedTwice.add(version)) {
            return Optional.empty();
        }
        return Optional.of(new VersionFailure(
                version,
                VersionFailure.Reason.ANNOUNCED_TWICE,
                "version " + version + " is announced with hash " + first.link().hash() + " and again with "
                        + next.link().hash() + "; the first one counts: are two trainers writing to this topic?"));
    }

    List<Announced> plan(Pace pace) {
        return Planner.plan(held, announced.values().stream().map(Announced::link)::iterator, failed, pace).stream()
                .map(link -> announced.get(link.version()))
                .toList();
    }

    void hold(Announced served) {
        held = Optional.of(served.link());
        announced.headMap(served.version(), true).clear();
        failed.headSet(served.version(), true).clear();
        announcedTwice.headSet(served.version(), true).clear();
    }

    void fail(long version) {
        failed.add(version);
    }

    boolean holdsSomething() {
        return held.isPresent();
    }

    /** The newest version announced, whether it can be reached or not. */
    OptionalLong newest() {
        return newest < 0 ? OptionalLong.empty() : OptionalLong.of(newest);
    }
}
