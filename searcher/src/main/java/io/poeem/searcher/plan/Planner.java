package io.poeem.searcher.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Chooses the loads that lead to the newest version that can be reached, or to the pinned one.
 *
 * <p>A version can be reached if it is full, or if it is a delta of what is held or of another version that can be
 * reached. A plan holds no version that is not newer than the held one, none that failed, and every delta in it stands
 * right behind the version it was made from, or first, if it was made from the held one. So applying a plan in order
 * never goes backwards and never mixes two histories.
 *
 * <p>A pin is the one way back: to a version older than the held one a plan begins with a full version, and ends with the
 * pinned one. It is to be applied as a whole. Where the pinned version cannot be reached, there is no plan.
 */
public final class Planner {

    private Planner() {}

    /**
     * @param held what is served now; empty for a searcher that has nothing yet
     * @param announced in the order of the topic; of two announcements of one version the first counts
     * @param failed versions that must not be tried again
     * @param pin the version to go to, and not beyond; empty: the newest
     * @return versions to load in this order; empty if nothing newer, or not the pinned one, can be reached
     */
    public static List<Link> plan(
            Optional<Link> held, Iterable<Link> announced, Set<Long> failed, OptionalLong pin, Pace pace) {
        boolean back = pin.isPresent() && held.isPresent() && held.get().version() > pin.getAsLong();
        return back
                ? to(Optional.empty(), announced, failed, pin, Pace.NEWEST)
                : to(held, announced, failed, pin, pace);
    }

    /** The versions that somebody who holds nothing can reach. */
    public static Set<Long> reachable(Iterable<Link> announced) {
        return reachable(Optional.empty(), announced, Set.of(), Long.MAX_VALUE).keySet();
    }

    private static List<Link> to(
            Optional<Link> from, Iterable<Link> announced, Set<Long> failed, OptionalLong pin, Pace pace) {
        NavigableMap<Long, Link> reachable = reachable(from, announced, failed, pin.orElse(Long.MAX_VALUE));
        Deque<Link> plan = new ArrayDeque<>();
        Map.Entry<Long, Link> target = reachable.lastEntry();
        if (target != null && pin.isPresent() && target.getKey() != pin.getAsLong()) {
            return List.of();
        }
        while (target != null) {
            Link first = prependChain(from, reachable, target.getValue(), plan);
            boolean earlierVersionsToo = pace == Pace.EVERY_VERSION && first.full();
            target = earlierVersionsToo ? reachable.lowerEntry(first.version()) : null;
        }
        return new ArrayList<>(plan);
    }

    /** One pass in ascending order suffices: a base is older than its delta. */
    private static NavigableMap<Long, Link> reachable(
            Optional<Link> held, Iterable<Link> announced, Set<Long> failed, long upTo) {
        NavigableMap<Long, Link> candidates = new TreeMap<>();
        for (Link link : announced) {
            boolean newer = held.isEmpty() || link.version() > held.get().version();
            if (newer && link.version() <= upTo && !failed.contains(link.version())) {
                candidates.putIfAbsent(link.version(), link);
            }
        }
        NavigableMap<Long, Link> reachable = new TreeMap<>();
        for (Link link : candidates.values()) {
            Link base = reachable.get(link.base());
            boolean fromHeld = held.isPresent() && link.follows(held.get());
            if (link.full() || fromHeld || (base != null && link.follows(base))) {
                reachable.put(link.version(), link);
            }
        }
        return reachable;
    }

    /** Puts {@code target} and all that it was made from in front of the plan; returns what came first. */
    private static Link prependChain(
            Optional<Link> held, NavigableMap<Long, Link> reachable, Link target, Deque<Link> plan) {
        Link link = target;
        plan.addFirst(link);
        while (!link.full() && !(held.isPresent() && link.follows(held.get()))) {
            link = reachable.get(link.base());
            plan.addFirst(link);
        }
        return link;
    }
}
