package io.poeem.searcher;

import io.poeem.searcher.plan.Link;
import io.poeem.searcher.topic.Announced;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Watches whether announcements go on as one trainer's do: each names the hash of the one before, numbers grow, and the
 * topic keeps what it has. What does not is a finding; it stays until a version that was announced after it is held.
 *
 * <p>Remembers the hashes of the last {@code capacity} announcements. Belongs to one thread.
 */
final class History {

    private final Map<String, Long> seen; // hash → in which order it came
    private final Map<Integer, Long> offsets = new HashMap<>(); // partition → the last one read
    private Announced tip;
    private long count;
    private Optional<Condition> finding = Optional.empty();
    private long foundAt;

    History(int capacity) {
        this.seen = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                return size() > capacity;
            }
        };
    }

    /** What an announcement is to those before it. */
    enum Step {
        /** Seen before. */
        KNOWN,
        /** New. */
        NEW,
        /** New, and everything before it is in the topic no more. */
        ANEW
    }

    Step see(Announced next) {
        Link link = next.link();
        if (seen.containsKey(link.hash())) {
            return Step.KNOWN;
        }
        boolean recreated = next.offset() <= offsets.getOrDefault(next.partition(), -1L);
        if (recreated) {
            find(recreatedBy(next));
            seen.clear();
            offsets.clear();
        } else if (tip != null) {
            check(link, tip.link());
        }
        tip = next;
        offsets.put(next.partition(), next.offset());
        seen.put(link.hash(), count++);
        return recreated ? Step.ANEW : Step.NEW;
    }

    private void check(Link next, Link last) {
        boolean goesOn = next.previous().equals(last.hash());
        if (!goesOn && seen.containsKey(next.previous())) {
            find(new Condition(
                    SubscriberState.TWO_TRAINERS,
                    "version " + next.version() + " goes on from the announcement " + next.previous()
                            + ", as an earlier one does already: two trainers publish under one name, or one was"
                            + " restored from an older state. Of two announcements of a version the first counts. Stop"
                            + " one trainer, or give it an index.name or namespace of its own"));
        } else if (next.version() <= last.version()) {
            find(new Condition(
                    SubscriberState.NUMBERS_WENT_BACK,
                    "version " + next.version() + " was announced after version " + last.version()
                            + ": a trainer began anew under the same name. What is served stays until a full version"
                            + " has a higher number. Start the trainer from its last state, or give it an index.name or"
                            + " namespace of its own, or delete the index's topics"));
        }
    }

    private static Condition recreatedBy(Announced next) {
        return new Condition(
                SubscriberState.TOPIC_RECREATED,
                "version " + next.version() + " stands at offset " + next.offset() + " of partition " + next.partition()
                        + ", where another announcement stood: the topic was deleted and made again. What is served"
                        + " stays until a full version has a higher number. To follow the new history now, restart this"
                        + " searcher without its cache, or pin the index to one of the new versions");
    }

    private void find(Condition found) {
        finding = Optional.of(found);
        foundAt = count;
    }

    /** A version is held: what was found before it was announced is over. */
    void hold(Link held) {
        long since = seen.getOrDefault(held.hash(), -1L);
        boolean twoTrainers = finding.isPresent() && finding.get().state() == SubscriberState.TWO_TRAINERS;
        if (since > foundAt || since == foundAt && !twoTrainers) {
            finding = Optional.empty();
        }
    }

    Optional<Condition> finding() {
        return finding;
    }

    /** Whether an announcement was seen, or one that names it as the one before it. */
    boolean knows(Link link, Iterable<Announced> announced) {
        if (seen.containsKey(link.hash())) {
            return true;
        }
        for (Announced one : announced) {
            if (one.link().previous().equals(link.hash())) {
                return true;
            }
        }
        return false;
    }
}
