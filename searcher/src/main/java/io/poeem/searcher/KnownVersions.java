package io.poeem.searcher;

import io.poeem.searcher.plan.Link;
import io.poeem.searcher.plan.Pace;
import io.poeem.searcher.plan.Planner;
import io.poeem.searcher.topic.Announced;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one reader knows of an index's history: what it holds, what is announced beyond that, what failed, and where the
 * index is pinned.
 *
 * <p>Invariant: every announced version is newer than the held one, so this shrinks with every load; only while a pin asks
 * for an older version are those before the held one kept as well. Beyond {@code capacity} announcements the oldest that no
 * pin asks for are forgotten: they matter only to a reader that has nothing yet, and to that one the newest full version is
 * enough.
 *
 * <p>A version that failed is not tried again until something new is announced, or the pin changes; then its chunks must be
 * there at once. Belongs to one thread.
 */
final class KnownVersions {

    private final int capacity;
    private final History history;
    private final NavigableMap<Long, Announced> announced = new TreeMap<>();
    private final Map<Long, VersionFailure> failed = new HashMap<>();
    private final Set<Long> triedBefore = new HashSet<>();
    private final NavigableSet<Long> announcedTwice = new TreeSet<>();
    private Optional<Link> held = Optional.empty();
    private OptionalLong pin = OptionalLong.empty();
    private long newest = -1;

    KnownVersions(int capacity) {
        this.capacity = capacity;
        this.history = new History(capacity);
    }

    /** @return the fault, once for a version, if it was announced before with different content; the first one counts */
    Optional<VersionFailure> add(Announced next) {
        History.Step step = history.see(next);
        if (step == History.Step.ANEW) {
            announced.clear();
            announcedTwice.clear();
            newest = -1;
        }
        if (step != History.Step.KNOWN) {
            tryAgain();
        }
        newest = Math.max(newest, next.version());
        return isWanted(next.version()) ? keep(next) : Optional.empty();
    }

    private boolean isWanted(long version) {
        return held.isEmpty() || version > held.get().version() || goesBack();
    }

    private Optional<VersionFailure> keep(Announced next) {
        long version = next.version();
        Announced first = announced.putIfAbsent(version, next);
        if (announced.size() > capacity) {
            forgetOne();
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

    private void forgetOne() {
        Long beyondPin = pin.isPresent() ? announced.higherKey(pin.getAsLong()) : null;
        announced.remove(beyondPin == null ? announced.firstKey() : beyondPin);
    }

    /**
     * Where the index is pinned from now on.
     *
     * @return whether the announcements have to be read again from the oldest: the pin asks for one that was let go
     */
    boolean pin(OptionalLong version) {
        if (pin.equals(version)) {
            return false;
        }
        pin = version;
        tryAgain();
        forgetPast();
        return goesBack();
    }

    private boolean goesBack() {
        return pin.isPresent()
                && held.isPresent()
                && pin.getAsLong() < held.get().version();
    }

    private void forgetPast() {
        if (held.isPresent() && !goesBack()) {
            announced.headMap(held.get().version(), true).clear();
        }
    }

    List<Announced> plan(Pace pace) {
        return Planner.plan(
                        held, announced.values().stream().map(Announced::link)::iterator, failed.keySet(), pin, pace)
                .stream()
                .map(link -> announced.get(link.version()))
                .toList();
    }

    void hold(Link served) {
        held = Optional.of(served);
        history.hold(served);
        failed.keySet().removeIf(version -> version <= served.version());
        triedBefore.removeIf(version -> version <= served.version());
        announcedTwice.headSet(served.version(), true).clear();
        forgetPast();
    }

    void fail(VersionFailure failure) {
        failed.put(failure.version(), failure);
        triedBefore.add(failure.version());
    }

    private void tryAgain() {
        failed.clear();
    }

    /** Whether this version failed before: its chunks are not waited for again. */
    boolean failedBefore(long version) {
        return triedBefore.contains(version);
    }

    /** Whether the index's history leads on from this version, so that it can be held without having been loaded from it. */
    boolean leadsOnFrom(Link link) {
        return history.knows(link, announced.values());
    }

    Optional<Link> held() {
        return held;
    }

    OptionalLong pinned() {
        return pin;
    }

    /** The newest version announced, whether it can be reached or not. */
    OptionalLong newest() {
        return newest < 0 ? OptionalLong.empty() : OptionalLong.of(newest);
    }

    /** The pinned version, otherwise the newest. */
    OptionalLong wanted() {
        return pin.isPresent() ? pin : newest();
    }

    /** How things stand when all that is announced was read. */
    Condition condition() {
        return history.finding().orElseGet(this::withoutFinding);
    }

    private Condition withoutFinding() {
        OptionalLong wanted = wanted();
        if (wanted.isEmpty() && held.isEmpty()) {
            return new Condition(
                    SubscriberState.EMPTY, "no version is announced yet; start the trainer, or wait for it");
        }
        String at = held.map(link -> "version " + link.version() + " is served").orElse("nothing is served yet");
        if (wanted.isEmpty() || held.isPresent() && held.get().version() == wanted.getAsLong()) {
            return pin.isPresent()
                    ? new Condition(SubscriberState.PINNED, at + ", as the index is pinned to it; unpin to go on")
                    : new Condition(SubscriberState.FOLLOWING, at + ", the newest");
        }
        List<Announced> plan = plan(Pace.NEWEST);
        if (!plan.isEmpty()) {
            long next = plan.get(plan.size() - 1).version();
            return new Condition(SubscriberState.LOADING, at + ", version " + next + " comes next");
        }
        return Unreached.condition(at, wanted.getAsLong(), pin.isPresent(), announced, failed);
    }
}
