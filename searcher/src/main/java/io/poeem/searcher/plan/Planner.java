package io.poeem.searcher.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Chooses the loads that lead to the newest version that can be reached.
 *
 * <p>A version can be reached if it is full, or if it is a delta of what is held or of another version that can be
 * reached. A plan holds no version that is not newer than the held one, none that failed, and every delta in it stands
 * right behind the version it was made from, or first, if it was made from the held one. So applying a plan in order
 * never goes backwards and never mixes two histories.
 */
public final class Planner {

    private Planner() {}

    /**
     * @param held what is served now; empty for a searcher that has nothing yet
     * @param announced in the order of the topic; of two announcements of one version the first counts
     * @param failed versions that must not be tried again
     * @return versions to load in this order; empty if nothing newer can be reached
     */
    public static List<Link> plan(Optional<Link> held, Iterable<Link> announced, Set<Long> failed, Pace pace) {
        NavigableMap<Long, Link> reachable = reachable(held, announced, failed);
        Deque<Link> plan = new ArrayDeque<>();
        Map.Entry<Long, Link> target = reachable.lastEntry();
        while (target != null) {
            Link first = prependChain(held, reachable, target.getValue(), plan);
            boolean earlierVersionsToo = pace == Pace.EVERY_VERSION && first.full();
            target = earlierVersionsToo ? reachable.lowerEntry(first.version()) : null;
        }
        return new ArrayList<>(plan);
    }

    /** One pass in ascending order suffices: a base is older than its delta. */
    private static NavigableMap<Long, Link> reachable(Optional<Link> held, Iterable<Link> announced, Set<Long> failed) {
        NavigableMap<Long, Link> candidates = new TreeMap<>();
        for (Link link : announced) {
            boolean newer = held.isEmpty() || link.version() > held.get().version();
            if (newer && !failed.contains(link.version())) {
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
